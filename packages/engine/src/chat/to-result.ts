import type { ModelToolCall, ToolMessage } from '@llmgine/contracts'

/** A call's result that no tool gave. */
export function toResult({ id }: ModelToolCall, content: string): ToolMessage {
  return { role: 'tool', toolCallId: id, content }
}
