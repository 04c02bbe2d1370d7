import type { Clock, Timer } from '@llmgine/contracts'
import type { LiveSession } from '../session/live-session.ts'

/** Rings when the time of a session's questions is up. A timer outlives the session's place in memory: it holds no more than its id. */
export interface ExpiryTimers {
  /** Sets the timer of a session that waits to the first of its questions that expires. */
  arm(live: LiveSession): void
  disarm(sessionId: string): void
  /** No timer rings any more. */
  close(): void
}

/** @param ring Called with the id of a session whose question has expired. */
export function createExpiryTimers(clock: Clock, ring: (sessionId: string) => void): ExpiryTimers {
  const timers = new Map<string, Timer>()
  const disarm = (sessionId: string): void => {
    timers.get(sessionId)?.cancel()
    timers.delete(sessionId)
  }
  return {
    disarm,
    arm({ id, fold }) {
      disarm(id)
      const times = (fold.turn?.waitFor ?? []).map((one) => fold.open.get(one)?.expiresAt ?? Number.POSITIVE_INFINITY)
      const first = Math.min(...times)
      if (first === Number.POSITIVE_INFINITY) return
      const due = (): void => {
        timers.delete(id)
        ring(id)
      }
      timers.set(id, clock.setTimer(due, Math.max(first - clock.now(), 0)))
    },
    close() {
      for (const sessionId of [...timers.keys()]) disarm(sessionId)
    },
  }
}
