import type { ChatMessage, ModelToolCall, ToolMessage } from '@llmgine/contracts'
import type { Action } from '../machine/action.ts'
import { defineMachine } from '../machine/define-machine.ts'
import { extend } from '../patch/extend.ts'
import type { ChatLimits } from './chat-options.ts'
import { type ChatCalls, type ChatState, chatState } from './chat-state.ts'
import { countMistake } from './count-mistake.ts'
import { lastCalls } from './last-calls.ts'
import { toResult } from './to-result.ts'

/** Looks at what the model said, and decides: calls to make, an answer, or a limit that is reached. */
export function createCheck(limits: ChatLimits): Action<Pick<ChatState, 'messages' | 'turn' | 'calls'>> {
  return defineMachine(chatState).action(
    { reads: ['messages', 'turn', 'calls'], writes: ['messages', 'calls'], repeatable: true },
    ({ state, turn }) => {
      const { results, calls } = decide(limits, state, (turn?.steering.length ?? 0) > 0)
      return { messages: extend(results), calls }
    },
  )
}

interface Decision {
  /** For calls that are not made. */
  readonly results: readonly ToolMessage[]
  readonly calls: ChatCalls
}

function decide(limits: ChatLimits, state: Omit<ChatState, 'request'>, isSteered: boolean): Decision {
  const { mistakes } = state.calls
  const toolCalls = lastCalls(state.messages)
  const reason = limitOf(limits, state)
  if (toolCalls.length === 0) {
    const next = isSteered && reason === undefined ? 'compile' : 'reply'
    return { results: [], calls: { next, settled: [], mistakes, reason: next === 'reply' ? 'answered' : undefined } }
  }
  if (reason !== undefined) {
    const text = `Not done: ${limitTexts[reason]}`
    const settled = toolCalls.map((_, index) => index)
    return {
      results: toolCalls.map((call) => toResult(call, text)),
      calls: { next: 'reply', settled, mistakes, reason },
    }
  }
  return refuseRepeats(limits, state, toolCalls)
}

const limitTexts = {
  'step-limit': 'the model may not be asked again in this turn.',
  'cost-limit': 'this turn has cost as much as it may.',
} as const

/** The limit that keeps the model from being asked again. */
function limitOf(
  { maxSteps = 16, maxCostUsd = Number.POSITIVE_INFINITY }: ChatLimits,
  { turn }: Pick<ChatState, 'turn'>,
): keyof typeof limitTexts | undefined {
  if (turn.thoughts >= maxSteps) return 'step-limit'
  return (turn.cost?.usd ?? 0) >= maxCostUsd ? 'cost-limit' : undefined
}

/** A call that was made often enough in this turn is handed back: the model has lost its way. */
function refuseRepeats(
  limits: ChatLimits,
  state: Omit<ChatState, 'request'>,
  toolCalls: readonly ModelToolCall[],
): Decision {
  const { maxRepeats = 3 } = limits
  const earlier = countCalls(state.messages.slice(state.turn.from, -1))
  const settled = toolCalls.flatMap((call, index) => ((earlier.get(keyOf(call)) ?? 0) >= maxRepeats ? [index] : []))
  const text = `Failed: this very call was made ${maxRepeats} times in this turn. Do something else, or answer with what you know.`
  const results = toolCalls.filter((_, index) => settled.includes(index)).map((call) => toResult(call, text))
  const isAll = settled.length === toolCalls.length
  const mistakes = isAll ? countMistake(limits, state.calls.mistakes) : state.calls.mistakes
  return { results, calls: { next: isAll ? 'compile' : 'act', settled, mistakes } }
}

function countCalls(messages: readonly ChatMessage[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const message of messages) {
    for (const call of (message.role === 'assistant' && message.toolCalls) || []) {
      counts.set(keyOf(call), (counts.get(keyOf(call)) ?? 0) + 1)
    }
  }
  return counts
}

function keyOf({ name, arguments: given }: ModelToolCall): string {
  return `${name} ${given}`
}
