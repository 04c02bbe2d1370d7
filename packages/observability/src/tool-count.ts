import { createStopwatch } from './create-stopwatch.ts'
import { amountOf, fieldsOf } from './fields-of.ts'
import type { ToolMetrics } from './metrics.ts'

/** Adds up the finished calls of one tool. */
export interface ToolCount {
  /** The payload of `tool.finished`. */
  add(payload: unknown): void
  read(): ToolMetrics
}

export function createToolCount(): ToolCount {
  const duration = createStopwatch()
  const sums = { calls: 0, done: 0, failed: 0, denied: 0, unknown: 0 }
  return {
    add(value) {
      const { outcome, durationMs } = fieldsOf(value)
      const { status } = fieldsOf(outcome)
      sums.calls += 1
      if (status === 'done' || status === 'failed' || status === 'denied' || status === 'unknown') sums[status] += 1
      // A call that was stopped before its function ran took no time of it.
      if (status === 'done' || amountOf(durationMs) > 0) duration.add(durationMs)
    },
    read: () => ({ ...sums, duration: duration.read() }),
  }
}
