import type { AssistantMessage, ModelStreamPart, ModelToolCall } from '@llmgine/contracts'

/** Puts a message together from the parts that were told. */
export interface MessageCollector {
  add(part: ModelStreamPart): void
  /** The message; without its end it holds what had come until then, and says so. Calls that had not ended are not in it. */
  message(how: { readonly complete: boolean }): AssistantMessage
}

/** Collects one message. */
export function createMessageCollector(): MessageCollector {
  const toolCalls: ModelToolCall[] = []
  let content = ''
  let reasoning = ''
  return {
    add(part) {
      if (part.type === 'text-delta') content += part.text
      else if (part.type === 'reasoning-delta') reasoning += part.text
      else if (part.type === 'tool-call-end') toolCalls.push(part.call)
    },
    message: ({ complete }) => ({
      role: 'assistant',
      content,
      ...(toolCalls.length > 0 && { toolCalls: [...toolCalls] }),
      ...(reasoning !== '' && { reasoning }),
      ...(!complete && { incomplete: true }),
    }),
  }
}
