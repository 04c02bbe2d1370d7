import type { Action } from '../machine/action.ts'
import { defineMachine } from '../machine/define-machine.ts'
import { type ChatState, chatState } from './chat-state.ts'

/** The end of a turn, and the place where an application does what it does with every answer. */
export function createReply(): Action<Pick<ChatState, never>> {
  return defineMachine(chatState).action({ reads: [], writes: [], repeatable: true }, () => ({}))
}
