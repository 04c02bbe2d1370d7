import { type ChatMessage, LlmgineError, type Message, toChatMessage } from '@llmgine/contracts'

/** An item of a list that stands in the session's log: the step refers to it by id, so that it is stored once. Made by {@link logged}. */
export interface Logged<Item> {
  readonly '~logged': Item
  readonly message: Message
}

/**
 * An input, a model's response or a finished tool call, to be appended to a conversation by reference. Its value is what `toChatMessage`
 * makes of it. The message is handed to the log together with the step, unless it stands there already.
 *
 * @throws `engine.not_a_chat_message` for a message that is no part of a conversation
 * @example
 * return { messages: append(logged(turn.input)) }
 */
export function logged(message: Message): Logged<ChatMessage> {
  const value = toChatMessage(message)
  if (value !== undefined) return { '~logged': value, message }
  throw new LlmgineError(
    'engine.not_a_chat_message',
    `A message of type "${message.type}" is no part of a conversation. Append the value itself.`,
    { details: { type: message.type } },
  )
}

/** Whether an item is a reference to a logged message. */
export function isLogged(item: unknown): item is Logged<unknown> {
  return typeof item === 'object' && item !== null && '~logged' in item
}
