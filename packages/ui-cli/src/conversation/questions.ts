import type { Interaction } from '@llmgine/contracts'

/** What becomes of the questions of a session: they are put to a person, or answered by a rule. */
export interface Questions {
  /** A question is open. One that is known already changes nothing. */
  requested(interaction: Interaction, correlationId?: string): void
  /** A question is over, for the reason given in words. */
  settled(interactionId: string, how: string): void
  /** A turn is over, and with it what it asked. */
  turnEnded(correlationId: string): void
}
