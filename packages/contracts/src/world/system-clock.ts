import type { Clock } from './clock.ts'

/** The clock of the machine. Delays beyond 2^31 - 1 ms (about 24.8 days) are waited for in pieces, so that they ring on time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(callback, delayMs) {
    let timer: ReturnType<typeof setTimeout>
    const wait = (left: number): void => {
      const piece = Math.min(Math.max(left, 0), longestTimeoutMs)
      timer = setTimeout(() => (left > piece ? wait(left - piece) : callback()), piece)
    }
    wait(delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}

const longestTimeoutMs = 2 ** 31 - 1
