import {
  checkReply,
  type Interaction,
  InteractionAnswer,
  InteractionExpired,
  type InteractionReply,
  isMessage,
  type Message,
  toErrorData,
} from '@llmgine/contracts'
import { createEvent } from './create-event.ts'
import { answerKey, type Journal } from './journal.ts'
import type { Passage } from './passage.ts'

/** What became of a question: it waits, it has a good answer, or it will never have one. */
export type Answer =
  | { readonly status: 'open' }
  | { readonly status: 'answered'; readonly reply: InteractionReply; readonly by: string }
  | { readonly status: 'closed'; readonly reason: string }

/** Looks a question's answer up. The log is the only place an answer is taken from. */
export async function answerTo(passage: Passage, journal: Journal, question: Interaction): Promise<Answer> {
  const message = (await journal.find(answerKey(question.id))) ?? (await expireIfDue(passage, journal, question))
  if (message === undefined) return { status: 'open' }
  if (isMessage(InteractionExpired, message)) return { status: 'closed', reason: 'Nobody answered in time.' }
  if (!isMessage(InteractionAnswer, message) || message.payload.interactionId !== question.id) {
    return { status: 'closed', reason: 'What stands in place of an answer is none.' }
  }
  const { reply } = message.payload
  try {
    // Whoever wrote it looked at the time; who answered and what is looked at again, because a log may have other writers.
    checkReply(question, { reply, actor: message.actor, now: Number.NEGATIVE_INFINITY })
  } catch (error) {
    return { status: 'closed', reason: `The answer on record does not count. ${toErrorData(error, '').message}` }
  }
  return { status: 'answered', reply, by: message.actor?.name ?? message.actor?.id ?? 'a person' }
}

/** A question whose time is up is closed for good, even if nobody was there when the clock struck. */
export async function expireIfDue(
  passage: Passage,
  journal: Journal,
  question: Interaction,
): Promise<Message | undefined> {
  if (question.expiresAt === undefined || passage.world.clock.now() < question.expiresAt) return undefined
  const message = createEvent(passage, InteractionExpired, { interactionId: question.id })
  const standing = await journal.write(message, answerKey(question.id))
  if (standing.id === message.id) passage.tell(message)
  return standing
}
