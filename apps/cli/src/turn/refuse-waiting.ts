import { type Bus, LlmgineError, SessionRead } from '@llmgine/contracts'

/**
 * Refuses to say something to a conversation that waits for a person: what is said would only wait behind the question.
 *
 * @throws `cli.session_waits`
 */
export async function refuseWaiting(bus: Bus, sessionId: string): Promise<void> {
  const { waitingFor } = await bus.execute(SessionRead, undefined, { sessionId })
  const [question] = waitingFor
  if (question === undefined) return
  const message = `The conversation waits for an answer: ${question.title} Give it in "llmgine chat --session ${sessionId}".`
  throw new LlmgineError('cli.session_waits', message, { details: { sessionId, interactionId: question.id } })
}
