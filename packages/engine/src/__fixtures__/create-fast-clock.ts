import type { Clock } from '@llmgine/contracts'

/** A clock that runs faster than the machine's, and is the same in every process: waiting out a timeout takes no time. */
export function createFastClock(factor: number): Clock {
  return {
    now: () => Date.now() * factor,
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs / factor)
      return { cancel: () => clearTimeout(timer) }
    },
  }
}
