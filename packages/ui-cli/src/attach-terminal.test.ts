import { createBus } from '@llmgine/bus'
import type { InteractionReply } from '@llmgine/contracts'
import { testUserInterface } from '@llmgine/testing'
import { createVirtualTerminal } from './__fixtures__/virtual-terminal.ts'
import { attachTerminal } from './attach-terminal.ts'

testUserInterface('attachTerminal', {
  createBus,
  attach(bus, { sessionId, actor }) {
    const terminal = createVirtualTerminal()
    const ui = attachTerminal(bus, { sessionId, actor, input: terminal.input, output: terminal.output })
    const type = async (text: string): Promise<void> => {
      terminal.type(text)
      await terminal.screen()
    }
    return {
      ui,
      say: (text) => type(`${text}\r`),
      stop: () => type('\u0003'),
      answer: async (reply) => {
        for (const line of linesFor(reply)) await type(`${line}\r`)
      },
      leave: () => type('\u0004'),
      screen: terminal.screen,
    }
  },
})

/** What somebody types to give a reply. The examples of the suite have their second option chosen. */
function linesFor(reply: InteractionReply): readonly string[] {
  switch (reply.kind) {
    case 'approve':
      return [reply.approved ? 'y' : `n ${reply.reason ?? ''}`]
    case 'choose':
      return ['2']
    case 'text':
      return [reply.text]
    case 'form':
      return Object.values(reply.values)
    case 'settle':
      return [reply.tookPlace ? 'y' : 'n']
  }
}
