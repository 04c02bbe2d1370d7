import type { ChatMessage, ModelToolCall } from '@llmgine/contracts'

/** The tool calls of the model's last message, when nothing but their results has come since. */
export function lastCalls(messages: readonly ChatMessage[]): readonly ModelToolCall[] {
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at]
    if (message?.role === 'assistant') return message.toolCalls ?? []
    if (message?.role !== 'tool') return []
  }
  return []
}
