import { InteractionExpired, isLlmgineError, toErrorData } from '@llmgine/contracts'
import type { LiveSession } from '../session/live-session.ts'
import { foldMessage } from '../session/session-fold.ts'
import { writeRecords } from '../session/write-records.ts'
import { createEvent } from './create-event.ts'
import type { EngineHost } from './engine-host.ts'
import { tell } from './tell.ts'
import { wake } from './wake.ts'

/** Closes the questions of a session whose time is up, and lets it go on. */
export async function expireQuestions(host: EngineHost, sessionId: string): Promise<void> {
  try {
    await host.sessions.use(sessionId, async (live) => {
      const due = (live.fold.turn?.waitFor ?? []).filter((id) => isDue(host, live, id))
      for (const id of due) await expire(host, live, id)
      wake(host, live)
    })
  } catch (error) {
    host.logger?.error({ sessionId, error: toErrorData(error, 'engine.log_failed') }, 'a question could not be closed')
  }
}

function isDue({ clock }: EngineHost, { fold }: LiveSession, interactionId: string): boolean {
  const { expiresAt } = fold.open.get(interactionId) ?? {}
  return expiresAt !== undefined && expiresAt <= clock.now()
}

async function expire(host: EngineHost, live: LiveSession, interactionId: string): Promise<void> {
  const { turn } = live.fold
  if (turn === undefined || host.closing.aborted) return
  const message = createEvent(host, turn, { event: InteractionExpired, payload: { interactionId } })
  const onceKey = `answer:${interactionId}`
  try {
    await writeRecords(host.log, live, { records: [{ message, onceKey, mark: 'running' }] })
  } catch (error) {
    // Somebody answered at the last moment, or somebody else closed it: catching up finds out.
    if (isLlmgineError(error, 'log.conflict')) return
    throw error
  }
  foldMessage(live.fold, message, host.machine)
  await tell(host, live, message)
}
