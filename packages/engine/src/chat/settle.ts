import type { Action } from '../machine/action.ts'
import { defineMachine } from '../machine/define-machine.ts'
import { append } from '../patch/append.ts'
import { extend } from '../patch/extend.ts'
import { logged } from '../patch/logged.ts'
import { beginTurn } from './begin-turn.ts'
import { type ChatState, chatState } from './chat-state.ts'
import { lastCalls } from './last-calls.ts'
import { toResult } from './to-result.ts'

const cancelled =
  'Cancelled: the turn ended before this call was done. If it had begun it may have taken effect; ask before you make it again.'

/**
 * Leaves a conversation that a model can go on with, when a turn was stopped or failed: what was said stands in it, however early that was,
 * and no call is left without a result.
 */
export function createSettle(): Action<Pick<ChatState, 'messages' | 'turn' | 'calls'>> {
  return defineMachine(chatState).action(
    { reads: ['messages', 'turn', 'calls'], writes: ['messages', 'turn', 'calls'], repeatable: true },
    ({ state, turn, sequence }) => {
      const { messages, calls } = state
      if (turn !== undefined && state.turn?.id !== turn.id) {
        return { messages: append(logged(turn.input)), ...beginTurn(turn, { from: messages.length, step: sequence }) }
      }
      const last = lastCalls(messages)
      const open = last.filter((_, index) => !calls.settled.includes(index))
      return {
        messages: extend(open.map((call) => toResult(call, cancelled))),
        turn: state.turn,
        calls: { ...calls, settled: last.map((_, index) => index) },
      }
    },
  )
}
