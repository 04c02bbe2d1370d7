import {
  type Actor,
  type Bus,
  type Interaction,
  InteractionAnswer,
  type InteractionReply,
  InteractionRequested,
  type Message,
  type Subscription,
  TurnHalted,
} from '@llmgine/contracts'

/**
 * Answers the questions of a session by a rule. `onOpen` hears of one that has no answer, once the turn has come to rest on it: then all
 * that led to it is in the log, and a person can go on with it in another process.
 */
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
  const open = new Map<string, Interaction>()
  const halted = new Set<string>()
  const leaveOpen = (interaction: Interaction): void => {
    open.set(interaction.id, interaction)
    if (halted.has(interaction.id)) onOpen(interaction)
  }
  const filter = (message: Message): boolean => message.sessionId === sessionId
  const asked = bus.on(
    InteractionRequested,
    async ({ interaction }) => {
      const reply = answer(interaction)
      if (reply === undefined) return leaveOpen(interaction)
      const answered = bus.execute(InteractionAnswer, { interactionId: interaction.id, reply }, { sessionId, actor })
      // An answer that is refused leaves the question open; nobody may wait for it then.
      await answered.catch(() => leaveOpen(interaction))
    },
    { filter },
  )
  const resting = bus.on(
    TurnHalted,
    ({ waitingFor }) => {
      for (const id of waitingFor) halted.add(id)
      const first = waitingFor.map((id) => open.get(id)).find((interaction) => interaction !== undefined)
      if (first !== undefined) onOpen(first)
    },
    { filter },
  )
  const unsubscribe = (): void => {
    asked.unsubscribe()
    resting.unsubscribe()
  }
  return { unsubscribe, [Symbol.dispose]: unsubscribe }
}
