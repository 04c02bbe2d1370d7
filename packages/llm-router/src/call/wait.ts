import type { Clock } from '@llmgine/contracts'

/** Waits by the clock. Rejects with the signal's reason, and leaves neither timer nor listener behind. */
export function wait(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    const giveUp = (): void => {
      timer.cancel()
      reject(signal?.reason)
    }
    const timer = clock.setTimer(() => {
      signal?.removeEventListener('abort', giveUp)
      resolve()
    }, delayMs)
    signal?.addEventListener('abort', giveUp, { once: true })
  })
}
