import type { FinishReason, GenerateId, ModelStreamPart, Usage } from '@llmgine/contracts'
import { toFinishReason } from './to-finish-reason.ts'
import { toUsage } from './to-usage.ts'
import { createToolCallCollector } from './tool-call-collector.ts'
import { toFields, type WireChunk } from './wire-chunk.ts'

/** Reads an answer off the chunks of a stream; a whole answer is read as a stream of one chunk. */
export interface AnswerReader {
  /** Takes a chunk and answers with the parts it brought. */
  add(chunk: WireChunk): readonly ModelStreamPart[]
  /** Ends the answer and answers with the last parts: ends of tool calls, usage. */
  end(): readonly ModelStreamPart[]
  /** What the wire told besides. */
  facts(): AnswerFacts
  /** Whether the model said why it stopped. */
  readonly finished: boolean
  /** Whether that was a failure of its own. */
  readonly failed: boolean
  /** Whether nothing was said yet, not even why nothing is. */
  readonly empty: boolean
}

/** What is known of an answer besides what it says. */
export interface AnswerFacts {
  readonly finishReason: FinishReason
  readonly model: string | undefined
  readonly usage: Usage | undefined
  /** US dollars, where the usage tells it. */
  readonly costUsd: number | undefined
}

/** Reads one answer. */
export function createAnswerReader(generateId: GenerateId): AnswerReader {
  const toolCalls = createToolCallCollector(generateId)
  let said = false
  let refused = false
  let finish: string | undefined
  let model: string | undefined
  let wireUsage: unknown

  const finishReason = (): FinishReason => (refused ? 'refused' : toFinishReason(finish ?? 'stop', toolCalls.any))

  const readSaid = (words: Readonly<Record<string, unknown>>, parts: ModelStreamPart[]): void => {
    const thought = toThought(words)
    const refusal = toText(words.refusal)
    const text = toText(words.content) + refusal
    if (refusal !== '') refused = true
    if (thought !== '') parts.push({ type: 'reasoning-delta', text: thought })
    if (text !== '') parts.push({ type: 'text-delta', text })
    if (Array.isArray(words.tool_calls)) toolCalls.add(words.tool_calls, parts)
    if (parts.length > 0) said = true
  }

  return {
    add(chunk) {
      const parts: ModelStreamPart[] = []
      if (typeof chunk.model === 'string' && chunk.model !== '') model = chunk.model
      if (typeof chunk.usage === 'object' && chunk.usage !== null) wireUsage = chunk.usage
      const choice = toFields(Array.isArray(chunk.choices) ? chunk.choices[0] : undefined)
      readSaid(toFields(choice.delta ?? choice.message), parts)
      if (typeof choice.finish_reason === 'string' && choice.finish_reason !== '') finish = choice.finish_reason
      return parts
    },
    end() {
      const parts: ModelStreamPart[] = []
      toolCalls.end(parts, { cutOff: finishReason() === 'length' })
      const usage = toUsage(wireUsage)
      if (usage !== undefined) parts.push({ type: 'usage', usage })
      return parts
    },
    facts: () => ({
      finishReason: finishReason(),
      model,
      usage: toUsage(wireUsage),
      costUsd: toDollars(toFields(wireUsage).cost),
    }),
    get finished() {
      return finish !== undefined
    },
    get failed() {
      return finish === 'error'
    },
    get empty() {
      return !said && !toolCalls.any && finish === undefined
    },
  }
}

/** What a model thought aloud, under the names vendors send it; some send it under two at once. */
function toThought(said: Readonly<Record<string, unknown>>): string {
  if (typeof said.reasoning_content === 'string') return said.reasoning_content
  if (typeof said.reasoning === 'string') return said.reasoning
  if (!Array.isArray(said.content)) return ''
  return said.content.map((part) => toText(toFields(part).thinking)).join('')
}

/** Text, as a string or as a list of parts. */
function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  return value.map((part) => (typeof part === 'string' ? part : toText(toFields(part).text))).join('')
}

function toDollars(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}
