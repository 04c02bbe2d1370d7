import type { Clock } from '@llmgine/contracts'

/** Time that stands still until it is moved. */
export interface FakeClock extends Clock {
  /**
   * Moves time on and rings every timer that falls due on the way, in order, those that are set meanwhile included. Between two timers, and
   * at the end, everything that waits for promises only has run. Rejects with what a timer's callback throws.
   */
  advance(ms: number): Promise<void>
  /** Moves time to the next timer and rings all that are due then. Answers whether there was one. */
  advanceToNext(): Promise<boolean>
  /** When the timers that wait will ring, in milliseconds since the Unix epoch, the next one first. */
  readonly pending: readonly number[]
}

/** Where a fake clock starts. */
export interface FakeClockOptions {
  /** Milliseconds since the Unix epoch. @default 1 January 2026, midnight UTC */
  readonly now?: number | undefined
}

/**
 * A clock for tests: what waits for time goes on when the test says so, and never sooner.
 *
 * @example
 * const clock = createFakeClock()
 * const limiter = createLimiter({ clock })
 * await clock.advance(1_000)
 */
export function createFakeClock(options: FakeClockOptions = {}): FakeClock {
  let now = options.now ?? Date.UTC(2026, 0, 1)
  let timers: readonly PendingTimer[] = []

  /** Rings what is due until then. Every timer gets its own moment, as it would on a real clock. */
  const runUntil = async (end: number): Promise<void> => {
    await settle()
    for (let timer = timers[0]; timer !== undefined && timer.due <= end; timer = timers[0]) {
      timers = timers.slice(1)
      now = Math.max(now, timer.due)
      timer.callback()
      await settle()
    }
    now = Math.max(now, end)
  }

  return {
    now: () => now,
    setTimer(callback, delayMs) {
      const timer = { due: now + Math.max(delayMs, 0), callback }
      const at = timers.findIndex((other) => other.due > timer.due)
      timers = at === -1 ? [...timers, timer] : timers.toSpliced(at, 0, timer)
      return {
        cancel: () => {
          timers = timers.filter((other) => other !== timer)
        },
      }
    },
    advance: (ms) => runUntil(now + ms),
    async advanceToNext() {
      await settle()
      const next = timers[0]
      if (next === undefined || next.due === Number.POSITIVE_INFINITY) return false
      await runUntil(next.due)
      return true
    },
    get pending() {
      return timers.map((timer) => timer.due)
    },
  }
}

interface PendingTimer {
  readonly due: number
  readonly callback: () => void
}

/** A turn of the event loop: whatever only waits for promises, however many in a row, has run then. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
