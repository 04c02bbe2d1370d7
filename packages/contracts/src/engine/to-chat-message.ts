import { InteractionAnswer } from '../catalogue/interaction.ts'
import { ModelResponded } from '../catalogue/model.ts'
import { ToolFinished } from '../catalogue/tool.ts'
import { TurnSteer, TurnSubmit } from '../catalogue/turn.ts'
import { isMessage } from '../messages/is-message.ts'
import type { Message } from '../messages/message.ts'
import type { ChatMessage } from '../models/chat-message.ts'
import { toToolContent } from '../tools/to-tool-content.ts'

/**
 * A logged message as it stands in a conversation: an input as the user's words, a model's response as the assistant's, a finished tool
 * call as its result. The state of a session refers to logged messages by id and sees them through this one function.
 * `undefined` for messages that are no part of a conversation.
 */
export function toChatMessage(message: Message): ChatMessage | undefined {
  if (isMessage(TurnSubmit, message) || isMessage(TurnSteer, message)) {
    return { role: 'user', content: message.payload.content }
  }
  if (isMessage(ModelResponded, message)) return message.payload.response.message
  if (isMessage(ToolFinished, message)) {
    const { callId, vendorCallId, outcome } = message.payload
    return { role: 'tool', toolCallId: vendorCallId ?? callId, content: toToolContent(outcome) }
  }
  if (isMessage(InteractionAnswer, message) && message.payload.reply.kind === 'text') {
    return { role: 'user', content: message.payload.reply.text }
  }
  return undefined
}
