import type { Latency } from './latency.ts'

/** Collects times. */
export interface Stopwatch {
  /** Milliseconds. What is no number is not counted. */
  add(durationMs: unknown): void
  read(): Latency
}

/** So many times are kept; then the latest takes the place of the oldest. */
const kept = 1_000

/** Exact percentiles (nearest rank) of the latest times, in bounded memory: the same times in the same order give the same numbers. */
export function createStopwatch(): Stopwatch {
  const times: number[] = []
  let count = 0
  return {
    add(durationMs) {
      if (typeof durationMs !== 'number' || !Number.isFinite(durationMs)) return
      times[count % kept] = durationMs
      count += 1
    },
    read() {
      const sorted = times.toSorted((one, other) => one - other)
      const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
      return { count, p50Ms: rank(0.5), p95Ms: rank(0.95) }
    },
  }
}
