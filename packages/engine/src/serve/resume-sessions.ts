import { type SessionMark, toErrorData } from '@llmgine/contracts'
import type { EngineHost } from '../drive/engine-host.ts'
import { wake } from '../drive/wake.ts'

const atOnce = 16

/**
 * Goes on with the sessions that are marked as running, several at once, and sets the timers of those that wait. Never rejects: a session that
 * cannot be read is told of and stops no other.
 */
export async function resumeSessions(host: EngineHost): Promise<void> {
  try {
    for (const mark of ['running', 'waiting'] as const) {
      const ids = await listSessions(host, mark)
      const next = ids.values()
      await Promise.all(Array.from({ length: Math.min(atOnce, ids.length) }, () => resumeEach(host, next)))
    }
  } catch (error) {
    host.logger?.error({ error: toErrorData(error, 'engine.log_failed') }, 'sessions could not be listed')
  }
}

async function listSessions({ log, closing }: EngineHost, mark: SessionMark): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await log.sessions({ mark, cursor })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next
  } while (cursor !== undefined && !closing.aborted)
  return ids
}

async function resumeEach(host: EngineHost, ids: Iterator<string>): Promise<void> {
  for (let next = ids.next(); next.done !== true && !host.closing.aborted; next = ids.next()) {
    await resume(host, next.value)
  }
}

async function resume(host: EngineHost, sessionId: string): Promise<void> {
  try {
    await host.sessions.use(sessionId, async (live) => {
      wake(host, live)
      await live.driving
    })
  } catch (error) {
    const data = toErrorData(error, 'engine.log_failed')
    host.logger?.error({ sessionId, error: data }, 'a session could not be gone on with')
  }
}
