/** Those who wait for something to happen to a session. */
export interface Waiters {
  /** Resolves at the next {@link Waiters.wake} of the session, or when the signal aborts. */
  wait(sessionId: string, signal: AbortSignal): Promise<void>
  wake(sessionId: string): void
}

/** Waiters are gone once woken; a wake that nobody waits for does nothing. */
export function createWaiters(): Waiters {
  const waiting = new Map<string, Set<() => void>>()
  return {
    wait(sessionId, signal) {
      return new Promise((resolve) => {
        if (signal.aborted) return resolve()
        const set = waiting.get(sessionId) ?? new Set()
        waiting.set(sessionId, set)
        const done = (): void => {
          set.delete(done)
          if (set.size === 0) waiting.delete(sessionId)
          signal.removeEventListener('abort', done)
          resolve()
        }
        set.add(done)
        signal.addEventListener('abort', done)
      })
    },
    wake(sessionId) {
      for (const done of [...(waiting.get(sessionId) ?? [])]) done()
    },
  }
}
