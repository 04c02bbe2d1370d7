import { describe, expect, it } from 'vitest'
import { attachPlain, type InterfaceFault } from './__fixtures__/attach-plain.ts'
import { createPlainBus } from './__fixtures__/create-plain-bus.ts'
import { testUserInterface, userInterfaceCases } from './test-user-interface.ts'
import type { UserInterfaceHarness } from './user-interface-harness.ts'

testUserInterface('an interface that is a list of lines', { createBus: createPlainBus, attach: attachPlain })

const caught: Record<InterfaceFault, string> = {
  'shows a streamed answer twice': 'shows an answer as it comes, and once when it also comes whole',
  'shows answers only whole': 'shows an answer as it comes, and once when it also comes whole',
  'shows answers only in parts': 'shows an answer that only comes whole',
  'mixes streams': 'keeps two answers apart that are streamed at once',
  'mixes sessions': 'shows nothing of other sessions',
  'hides why a call failed': 'shows a call that is denied, and why',
  'hides why a turn failed': 'shows that a turn failed, and why, and takes the next input',
  'hides arguments': 'shows a tool with its arguments when it starts, how far it is, and that it is done',
  'falls over an unheard-of call': 'bears every event there is, in any order',
  'does not ask forms': 'asks and sends the answer: form',
  'loses reasons': 'asks and sends the answer: approve without a preview',
  'asks twice': 'asks several questions, each once',
  'answers twice': 'answers a question once, however often its user does',
  'keeps settled questions': 'takes a question back that has expired, and says so',
  'lets anybody answer': 'does not let its user answer what is put to somebody else',
  'looks for no open questions': 'asks what it finds open when it comes to a session',
  'gives up a question that was not answered': 'asks again when an answer did not arrive',
  'drops inputs during a turn': 'loses nothing that is said while a turn runs',
  'speaks for nobody': 'submits what its user says, to its session and in its user’s name',
  'cannot stop': 'stops the running turn when its user wants it to',
  'generates by itself': 'sends nothing but what interfaces send',
  'leaks subscriptions': 'ends when it is closed, in the middle of a turn and of a question, and hears no more',
  'never ends': 'ends when its user leaves',
  'ends twice': 'may be closed twice, at once and later, and disposed of after that',
}

describe('the suite catches an interface that', () => {
  // Each fault is a key of the record above.
  it.for(Object.entries(caught) as [InterfaceFault, string][])('%s', async ([fault, name]) => {
    const suspects = userInterfaceCases.filter((one) => one.name === name)
    expect(suspects).toHaveLength(1)
    const harness: UserInterfaceHarness = {
      patienceMs: 60,
      createBus: createPlainBus,
      attach: (bus, options) => attachPlain(bus, options, fault),
    }
    const endless = new Promise((_, reject) => setTimeout(() => reject(new Error('It never ends.')), 1_000))
    await expect(Promise.race([suspects[0]?.run(harness), endless])).rejects.toThrow()
  })
})
