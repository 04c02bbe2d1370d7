import {
  type Actor,
  type Bus,
  type Interaction,
  InteractionAnswer,
  type InteractionReply,
  InteractionRequested,
  type Subscription,
} from '@llmgine/contracts'

/** Answers the questions of a session by a rule; those for which it has no answer are told to `onOpen`. */
export function answerQuestions(
  bus: Bus,
  options: {
    readonly sessionId: string
    readonly actor: Actor
    readonly answer: (interaction: Interaction) => InteractionReply | undefined
    readonly onOpen: (interaction: Interaction) => void
  },
): Subscription {
  const { sessionId, actor, answer, onOpen } = options
  return bus.on(
    InteractionRequested,
    async ({ interaction }) => {
      const reply = answer(interaction)
      if (reply === undefined) return onOpen(interaction)
      const answered = bus.execute(InteractionAnswer, { interactionId: interaction.id, reply }, { sessionId, actor })
      // An answer that is refused leaves the question open; nobody may wait for it then.
      await answered.catch(() => onOpen(interaction))
    },
    { filter: (message) => message.sessionId === sessionId },
  )
}
