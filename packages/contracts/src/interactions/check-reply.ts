import { LlmgineError } from '../errors/llmgine-error.ts'
import type { Actor } from '../messages/actor.ts'
import type { Interaction } from './interaction.ts'
import type { InteractionReply } from './interaction-reply.ts'
import { isEntitled } from './is-entitled.ts'

/**
 * Checks an answer against its question, before it is written to the log. Everybody who answers `interaction.answer` uses this one rule.
 *
 * @param given `now` in milliseconds since the Unix epoch.
 * @throws `interaction.not_entitled`, `interaction.expired`, `interaction.wrong_reply`
 */
export function checkReply(
  interaction: Interaction,
  given: { readonly reply: InteractionReply; readonly actor: Actor | undefined; readonly now: number },
): void {
  const { reply, actor, now } = given
  const details = { interactionId: interaction.id }
  if (!isEntitled(interaction.entitled, actor)) {
    throw new LlmgineError(
      'interaction.not_entitled',
      'You are not entitled to answer this. Ask one of those it was put to.',
      { details },
    )
  }
  if (interaction.expiresAt !== undefined && now >= interaction.expiresAt) {
    throw new LlmgineError('interaction.expired', 'This question has expired. Ask for it again.', { details })
  }
  const problem = problemOf(interaction, reply)
  if (problem !== undefined) throw new LlmgineError('interaction.wrong_reply', problem, { details })
}

function problemOf(interaction: Interaction, reply: InteractionReply): string | undefined {
  // From outside it may be anything, also nothing.
  if (reply?.kind !== interaction.kind) return `Expected an answer of kind "${interaction.kind}", got "${reply?.kind}".`
  if (reply.kind === 'approve' && typeof reply.approved !== 'boolean') return 'Expected `approved` to be true or false.'
  if (reply.kind === 'settle' && typeof reply.tookPlace !== 'boolean')
    return 'Expected `tookPlace` to be true or false.'
  if (reply.kind === 'text' && typeof reply.text !== 'string') return 'Expected `text` to be a string.'
  if (reply.kind === 'choose' && interaction.kind === 'choose') {
    if (interaction.options.some((option) => option.id === reply.optionId)) return undefined
    return `Expected one of ${interaction.options.map((option) => `"${option.id}"`).join(', ')}.`
  }
  if (reply.kind === 'form' && interaction.kind === 'form') {
    const missing = interaction.fields.filter((field) => field.required && !reply.values?.[field.name])
    if (missing.length > 0) return `Missing: ${missing.map((field) => field.label).join(', ')}.`
  }
  return undefined
}
