import { type Bus, InteractionRequested, type Message, SessionRead, TurnHalted } from '@llmgine/contracts'

/**
 * Tells the questions of a session again that an earlier process asked and did not live to see answered: the gate tells a question when
 * it is first asked, and what listens here was not there. It does so when the turn comes to rest on them.
 */
export function retellQuestions(bus: Bus, sessionId: string): void {
  const heard = new Set<string>()
  const filter = (message: Message): boolean => message.sessionId === sessionId
  bus.on(InteractionRequested, ({ interaction }) => void heard.add(interaction.id), { filter })
  bus.on(
    TurnHalted,
    async ({ waitingFor }, context) => {
      if (waitingFor.every((id) => heard.has(id))) return
      const view = await context.bus.execute(SessionRead, undefined)
      for (const interaction of view.waitingFor) {
        if (!heard.has(interaction.id)) await context.bus.publish(InteractionRequested, { interaction })
      }
    },
    { filter },
  )
}
