import type { Action } from '../machine/action.ts'
import { defineMachine } from '../machine/define-machine.ts'
import { extend } from '../patch/extend.ts'
import type { ChatOptions } from './chat-options.ts'
import { type ChatState, chatState } from './chat-state.ts'
import { countMistake } from './count-mistake.ts'
import { hearCalls } from './hear-calls.ts'
import { lastCalls } from './last-calls.ts'
import { type MadeCall, makeCall, type PendingCall } from './make-call.ts'
import { mapBounded } from './map-bounded.ts'

/**
 * Makes the tool calls of the model's last response, several at once. Those that need a person are waited for, and made again under the same id
 * when somebody has answered.
 */
export function createAct(options: ChatOptions): Action<Pick<ChatState, 'messages' | 'turn' | 'calls'>> {
  const { maxParallel = 4, tools } = options
  return defineMachine(chatState).action(
    { reads: ['messages', 'turn', 'calls'], writes: ['messages', 'calls'] },
    async ({ state, bus, signal, sessionId }) => {
      const pending = lastCalls(state.messages).map((call, index): PendingCall => {
        const callId = sessionId === undefined ? undefined : `${sessionId}/${state.turn.step}/${index}`
        return { call, index, callId, isOffered: tools?.includes(call.name) ?? true }
      })
      const open = pending.filter(({ index }) => !state.calls.settled.includes(index))
      const heard = hearCalls(bus)
      try {
        const made = await mapBounded(open, maxParallel, (one) => makeCall(one, { bus, signal, heard }))
        return toPatch(options, state, made)
      } finally {
        heard.stop()
      }
    },
  )
}

function toPatch(options: ChatOptions, { calls }: Pick<ChatState, 'calls'>, made: readonly MadeCall[]) {
  const settled = made.filter((one) => one.status === 'settled')
  const waiting = made.filter((one) => one.status === 'waiting')
  const isMistaken = waiting.length === 0 && settled.length > 0 && settled.every(({ isMistake }) => isMistake)
  const next: 'act' | 'compile' = waiting.length > 0 ? 'act' : 'compile'
  return {
    messages: extend(settled.map(({ result }) => result)),
    calls: {
      next,
      settled: [...calls.settled, ...settled.map(({ index }) => index)],
      mistakes: isMistaken ? countMistake(options, calls.mistakes) : 0,
    },
    waitFor: waiting.map(({ interactionId }) => interactionId),
  }
}
