import type { ChatMessage, ContentPart, FilePart, ImagePart, ModelTool } from '@llmgine/contracts'
import type { CountTokens } from './count-tokens.ts'

/** Counts whole messages and tools. What was counted once is remembered for as long as the object lives. */
export interface MessageCounter {
  message(message: ChatMessage): number
  tool(tool: ModelTool): number
}

/** What a message takes on the wire besides its texts: role, separators. Chat Completions takes 3 to 4; the rule errs on the safe side. */
const tokensPerMessage = 4
/** What a tool, or a call of one, takes besides its texts. */
const tokensPerTool = 8

/** Builds on a count of texts and a rule for images and files. */
export function createMessageCounter(
  countText: CountTokens,
  countAttachment: (part: ImagePart | FilePart) => number,
): MessageCounter {
  const countContent = (content: string | readonly ContentPart[]): number => {
    if (typeof content === 'string') return countText(content)
    return content.reduce((sum, part) => sum + (part.type === 'text' ? countText(part.text) : countAttachment(part)), 0)
  }

  const countMessage = (message: ChatMessage): number => {
    const tokens = tokensPerMessage + countContent(message.content)
    if (message.role === 'user' && message.name !== undefined) return tokens + countText(message.name)
    if (message.role !== 'assistant') return tokens
    const calls = message.toolCalls ?? []
    const spent = calls.map((call) => tokensPerTool + countText(call.name) + countText(call.arguments))
    // What a model thought aloud is kept, and not sent back to it.
    return spent.reduce((sum, next) => sum + next, tokens)
  }

  return {
    message: remember(countMessage),
    tool: remember(({ name, description, parameters }: ModelTool) => {
      return tokensPerTool + countText(JSON.stringify({ name, description, parameters }))
    }),
  }
}

function remember<Value extends object>(count: (value: Value) => number): (value: Value) => number {
  const known = new WeakMap<Value, number>()
  return (value) => {
    const before = known.get(value)
    if (before !== undefined) return before
    const tokens = count(value)
    known.set(value, tokens)
    return tokens
  }
}
