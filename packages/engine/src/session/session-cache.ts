import { readAnew, type SessionSource } from './catch-up.ts'
import { createLiveSession, type LiveSession } from './live-session.ts'
import { loadFold } from './load-fold.ts'

/** The sessions that are held in memory: those at work, and the ones used last. */
export interface SessionCache {
  /** Works with a session, which is read from the log unless it is held, and stays held while that takes. */
  use<Result>(sessionId: string, work: (live: LiveSession) => Promise<Result>): Promise<Result>
  /** Those that are held now. */
  held(): readonly LiveSession[]
  /** Lets go of those that are not at work, beyond the number that may be held. */
  trim(): void
}

/** Makes a cache, which is empty. At most `maxSessions` are held that are not at work. */
export function createSessionCache(source: SessionSource, maxSessions: number): SessionCache {
  const held = new Map<string, LiveSession>()
  const opening = new Map<string, Promise<LiveSession>>()

  const open = async (sessionId: string): Promise<LiveSession> => {
    const live = createLiveSession(sessionId, await loadFold(source.log, source.machine, sessionId))
    held.set(sessionId, live)
    return live
  }

  /** The one object that stands for the session, whoever asks. */
  const find = (sessionId: string): Promise<LiveSession> => {
    const live = held.get(sessionId)
    if (live !== undefined) return Promise.resolve(live)
    const pending = opening.get(sessionId) ?? open(sessionId).finally(() => opening.delete(sessionId))
    opening.set(sessionId, pending)
    return pending
  }

  const trim = (): void => {
    for (const live of held.values()) {
      if (held.size <= maxSessions) return
      if (live.users > 0 || live.driving !== undefined) continue
      held.delete(live.id)
      void live.scope?.close()
    }
  }

  return {
    trim,
    held: () => [...held.values()],
    async use(sessionId, work) {
      let live = await find(sessionId)
      while (held.get(sessionId) !== live) live = await find(sessionId)
      live.users += 1
      // The one used last comes last.
      held.delete(sessionId)
      held.set(sessionId, live)
      try {
        if (live.isLost && live.driving === undefined) await readAnew(source, live)
        return await work(live)
      } finally {
        live.users -= 1
        trim()
      }
    },
  }
}
