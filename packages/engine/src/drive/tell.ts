import { type Message, toErrorData } from '@llmgine/contracts'
import type { LiveSession } from '../session/live-session.ts'
import type { EngineHost } from './engine-host.ts'

/** How many events of a session may be on their way to slow listeners before the engine waits for one of them. */
const maxTelling = 100

/**
 * Tells an event that stands in the log. Listeners are not waited for, so that one that waits for the next turn stops nothing; only when
 * very many events are on their way does the session wait.
 */
export async function tell({ bus, logger }: EngineHost, live: LiveSession, message: Message): Promise<void> {
  const told = bus
    .dispatch(message)
    .then(
      () => undefined,
      (error: unknown) => {
        const { type, sessionId } = message
        logger?.warn({ type, sessionId, error: toErrorData(error, 'bus.handler_failed') }, 'an event was not told')
      },
    )
    .finally(() => live.telling.delete(told))
  live.telling.add(told)
  if (live.telling.size > maxTelling) await Promise.race(live.telling)
}
