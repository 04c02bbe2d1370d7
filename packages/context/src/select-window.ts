import type { AssistantMessage, ChatMessage, ModelToolCall } from '@llmgine/contracts'
import { toMissingResult } from './to-missing-result.ts'

/** The end of a conversation that is shown. */
export interface Window {
  /** Index of the first message shown. */
  readonly start: number
  /** Tokens of what is shown. */
  readonly tokens: number
  /** Of them: the running turn's, which is shown whatever it takes. */
  readonly turnTokens: number
  /** Calls that no result stands for, by the message that made them. */
  readonly unanswered: ReadonlyMap<ChatMessage, readonly ModelToolCall[]>
}

/** What a window is chosen from, and the room there is. */
export interface WindowOptions {
  readonly turnStart: number
  readonly room: number
  readonly count: (message: ChatMessage) => number
}

/**
 * Walks back from the newest message for as long as there is room, so that its cost is that of what is shown, not of the whole
 * conversation. The window starts at the oldest turn that fits whole; if the running turn is preceded by one too long to fit whole, at the oldest
 * message of that one. It never starts between a call and its result.
 */
export function selectWindow(history: readonly ChatMessage[], options: WindowOptions): Window {
  const { turnStart, room, count } = options
  const unanswered = new Map<ChatMessage, readonly ModelToolCall[]>()
  const open = new Set<string>()
  let tokens = 0
  let index = history.length

  const stepBack = (): ChatMessage | undefined => {
    const message = history[index - 1]
    if (message === undefined) return undefined
    index -= 1
    tokens += count(message)
    if (message.role === 'tool' && isCalledBefore(history, index)) open.add(message.toolCallId)
    const missing = message.role === 'assistant' ? closeCalls(message, open) : []
    if (missing.length > 0) unanswered.set(message, missing)
    for (const call of missing) tokens += count(toMissingResult(call))
    return message
  }

  while (index > turnStart || open.size > 0) if (stepBack() === undefined) break
  const turn = { start: index, tokens }
  let whole = turn
  let part = turn
  for (let message = stepBack(); message !== undefined && tokens <= room; message = stepBack()) {
    if (open.size > 0) continue
    part = { start: index, tokens }
    if (message.role === 'user' || index === 0) whole = part
  }
  const { start, tokens: shown } = whole === turn ? part : whole
  return { start, tokens: shown, turnTokens: turn.tokens, unanswered }
}

/** Takes away the results that answer this message's calls; answers with the calls that had none. */
function closeCalls({ toolCalls = [] }: AssistantMessage, open: Set<string>): readonly ModelToolCall[] {
  const missing = toolCalls.filter((call) => !open.has(call.id))
  for (const call of toolCalls) open.delete(call.id)
  return missing
}

/** A result whose call stands nowhere before it cannot be parted from it. */
function isCalledBefore(history: readonly ChatMessage[], at: number): boolean {
  const result = history[at]
  if (result?.role !== 'tool') return false
  for (let index = at - 1; index >= 0; index -= 1) {
    const message = history[index]
    if (message?.role !== 'assistant') continue
    if (message.toolCalls?.some((call) => call.id === result.toolCallId)) return true
  }
  return false
}
