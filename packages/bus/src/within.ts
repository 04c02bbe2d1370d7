import type { Clock } from '@llmgine/contracts'

/** Whether it was done in time. `done` must not reject. */
export function within(clock: Clock, done: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(() => resolve(false), timeoutMs)
    void done.then(() => {
      timer.cancel()
      resolve(true)
    })
  })
}
