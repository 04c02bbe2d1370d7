import { LlmgineError, type Message } from '@llmgine/contracts'

/** The session that a command is for. */
export function requireSession({ type, sessionId }: Message): string {
  if (sessionId !== undefined) return sessionId
  throw new LlmgineError(
    'engine.no_session',
    `"${type}" needs a session. Send it through bus.session(id), or with { sessionId }.`,
    { details: { type } },
  )
}
