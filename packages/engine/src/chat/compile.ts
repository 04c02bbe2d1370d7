import { toChatMessage } from '@llmgine/contracts'
import type { Action } from '../machine/action.ts'
import { defineMachine } from '../machine/define-machine.ts'
import { extend } from '../patch/extend.ts'
import { logged } from '../patch/logged.ts'
import type { ChatOptions } from './chat-options.ts'
import { type ChatState, chatState } from './chat-state.ts'
import { compileRequest } from './compile-request.ts'

/** Takes in what was said meanwhile, and chooses what the model is shown. */
export function createCompile(options: ChatOptions): Action<Pick<ChatState, 'messages' | 'turn' | 'request'>> {
  return defineMachine(chatState).action(
    { reads: ['messages', 'turn'], writes: ['messages', 'request'], repeatable: true },
    async ({ state, turn, bus, signal }) => {
      const said = turn?.steering ?? []
      const heard = said.map(toChatMessage).filter((message) => message !== undefined)
      const history = heard.length === 0 ? state.messages : [...state.messages, ...heard]
      const request = await compileRequest(options, { history, turnStart: state.turn.from, bus, signal })
      return { messages: extend(said.map(logged)), request }
    },
  )
}
