import type { Interaction } from '../interactions/interaction.ts'
import type { InteractionReply } from '../interactions/interaction-reply.ts'
import type { Actor } from '../messages/actor.ts'
import type { CommandDefinition } from '../messages/command-definition.ts'
import { defineCommand } from '../messages/define-command.ts'
import { defineEvent } from '../messages/define-event.ts'
import type { EventDefinition } from '../messages/event-definition.ts'
import { shape } from '../schema/shape.ts'
import type { ToolCallPayload } from './tool.ts'

/** A person is asked. Whoever asks writes it to the log, under `interaction:<id>`, before it is shown. */
export interface InteractionRequestedPayload {
  readonly interaction: Interaction
  /** The call that waits, when no engine goes on with it: who answers `interaction.answer` makes it again, for the actor of this message. */
  readonly call?: ToolCallPayload | undefined
}

/** Puts a question to people; user interfaces show it. */
export const InteractionRequested: EventDefinition<InteractionRequestedPayload> = defineEvent('interaction.requested', {
  journalled: true,
})

/** A person's answer. Who answers is the message's actor. */
export interface InteractionAnswerPayload {
  readonly interactionId: string
  readonly reply: InteractionReply
}

/**
 * Answers a question. Its record in the log, under `answer:<interaction id>`, is what makes an approval believed.
 * Fails with `interaction.unknown`, `interaction.not_entitled`, `interaction.expired`, `interaction.wrong_reply` or
 * `interaction.already_answered`.
 */
export const InteractionAnswer: CommandDefinition<InteractionAnswerPayload, void> = defineCommand(
  'interaction.answer',
  {
    payload: shape<InteractionAnswerPayload>({ interactionId: 'string', reply: 'object' }),
    journalled: true,
  },
)

/** A question has its answer and can no longer be used. */
export interface InteractionAnsweredPayload {
  readonly interactionId: string
  readonly reply: InteractionReply
  readonly by?: Actor | undefined
}

/** Tells user interfaces to take a question away, because it has its answer. */
export const InteractionAnswered: EventDefinition<InteractionAnsweredPayload> = defineEvent('interaction.answered', {
  ephemeral: true,
})

/** A question's time ran out. It stands under the key of its answer, so that there is one of the two. */
export interface InteractionExpiredPayload {
  readonly interactionId: string
}

/** Tells that a question can no longer be answered. */
export const InteractionExpired: EventDefinition<InteractionExpiredPayload> = defineEvent('interaction.expired', {
  journalled: true,
})
