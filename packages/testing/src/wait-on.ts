import type { Clock } from '@llmgine/contracts'

/** Waits until the clock has gone on or the signal aborts, whichever is first; the caller looks which. Leaves neither timer nor listener behind. */
export function waitOn(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  if (delayMs <= 0 || signal?.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      timer.cancel()
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = clock.setTimer(done, delayMs)
    signal?.addEventListener('abort', done)
  })
}
