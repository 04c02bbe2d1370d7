import { type ModelToolCall, type ToolMessage, toToolContent } from '@llmgine/contracts'

/**
 * What stands for the result of a call that has none, because its turn was stopped or its process died. Endpoints refuse a conversation in
 * which a result is missing, so that one such turn would spoil its session for good.
 */
export function toMissingResult(call: ModelToolCall): ToolMessage {
  return { role: 'tool', toolCallId: call.id, content: missing }
}

const missing = toToolContent({ status: 'unknown', reason: 'The turn ended before this call had a result.' })
