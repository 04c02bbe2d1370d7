import { createStopwatch } from './create-stopwatch.ts'
import { amountOf, fieldsOf } from './fields-of.ts'
import type { ModelMetrics } from './metrics.ts'

/** Adds up the responses of one model. */
export interface ModelCount {
  /** A `ModelResponse`. */
  add(response: unknown): void
  read(): ModelMetrics
}

export function createModelCount(): ModelCount {
  const firstToken = createStopwatch()
  const total = createStopwatch()
  const sums = {
    calls: 0,
    attempts: 0,
    inputTokens: 0,
    outputTokens: 0,
    cachedTokens: 0,
    reasoningTokens: 0,
    costUsd: 0,
    callsWithoutCost: 0,
  }
  return {
    add(value) {
      const { usage, cost, timing, attempts } = fieldsOf(value)
      const { inputTokens, outputTokens, cachedTokens, reasoningTokens } = fieldsOf(usage)
      const { firstTokenMs, totalMs } = fieldsOf(timing)
      sums.calls += 1
      sums.attempts += amountOf(attempts)
      sums.inputTokens += amountOf(inputTokens)
      sums.outputTokens += amountOf(outputTokens)
      sums.cachedTokens += amountOf(cachedTokens)
      sums.reasoningTokens += amountOf(reasoningTokens)
      sums.costUsd += amountOf(fieldsOf(cost).usd)
      sums.callsWithoutCost += cost === undefined ? 1 : 0
      firstToken.add(firstTokenMs)
      total.add(totalMs)
    },
    read: () => ({ ...sums, firstToken: firstToken.read(), total: total.read() }),
  }
}
