import type { Action } from '../machine/action.ts'
import { defineMachine } from '../machine/define-machine.ts'
import { extend } from '../patch/extend.ts'
import { type ChatState, chatState } from './chat-state.ts'
import { lastCalls } from './last-calls.ts'
import { toResult } from './to-result.ts'

const cancelled =
  'Cancelled: the turn ended before this call was done. If it had begun it may have taken effect; ask before you make it again.'

/** Leaves a conversation that a model can go on with, when a turn was stopped or failed: no call is left without a result. */
export function createSettle(): Action<Pick<ChatState, 'messages' | 'calls'>> {
  return defineMachine(chatState).action(
    { reads: ['messages', 'calls'], writes: ['messages'], repeatable: true },
    ({ state: { messages, calls } }) => {
      const open = lastCalls(messages).filter((_, index) => calls?.settled.includes(index) !== true)
      return { messages: extend(open.map((call) => toResult(call, cancelled))) }
    },
  )
}
