import type { ChatMessage, ContentPart, UserMessage } from '@llmgine/contracts'
import type { EarlierCall } from './earlier-call.ts'
import { readResult } from './read-result.ts'

/** What a conversation comes to for a rule: what was said last, what was called before that, and what has been called since. */
export interface Conversation {
  /** The latest message of the user; empty when there is none. */
  readonly text: string
  /** The calls before that message, the oldest first. */
  readonly before: readonly EarlierCall[]
  /** The calls of this turn. */
  readonly since: readonly EarlierCall[]
}

/** Reads the messages of a request. System messages are not for rules. */
export function readConversation(messages: readonly ChatMessage[]): Conversation {
  const latest = messages.findLastIndex((message) => message.role === 'user')
  const user = messages[latest]
  return {
    text: user?.role === 'user' ? toText(user.content).trim() : '',
    before: readCalls(messages.slice(0, Math.max(latest, 0))),
    since: readCalls(messages.slice(latest + 1)),
  }
}

/** Vendor ids may repeat in a later turn, so a result belongs to the latest call of its id. */
function readCalls(messages: readonly ChatMessage[]): readonly EarlierCall[] {
  const calls: EarlierCall[] = []
  const indexOf = new Map<string, number>()
  for (const message of messages) {
    if (message.role === 'assistant') {
      for (const call of message.toolCalls ?? []) {
        indexOf.set(call.id, calls.length)
        calls.push({ tool: call.name, arguments: parse(call.arguments), result: undefined })
      }
    } else if (message.role === 'tool') {
      const index = indexOf.get(message.toolCallId)
      const call = index === undefined ? undefined : calls[index]
      if (call !== undefined && index !== undefined)
        calls[index] = { ...call, result: readResult(toText(message.content)) }
    }
  }
  return calls
}

function toText(content: UserMessage['content']): string {
  if (typeof content === 'string') return content
  return content.map((part: ContentPart) => (part.type === 'text' ? part.text : '')).join(' ')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
