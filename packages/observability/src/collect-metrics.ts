import type { Bus, Subscription } from '@llmgine/contracts'
import { createMetrics, type MetricsFold } from './create-metrics.ts'

/** Metrics of a live bus. */
export interface MetricsCollection extends Subscription {
  /** The metrics of what was published since the collection began. */
  read(): ReturnType<MetricsFold['read']>
}

/**
 * Adds up what is published on a bus, until unsubscribed.
 *
 * @param metrics Goes on with what was added up before, from a log for instance. @default begins at nothing
 * @example
 * const metrics = collectMetrics(bus)
 * console.log(metrics.read().models['gpt-5']?.total.p95Ms)
 */
export function collectMetrics(bus: Bus, metrics: MetricsFold = createMetrics()): MetricsCollection {
  const subscription = bus.on('*', (_payload, { message }) => metrics.add(message))
  return {
    read: () => metrics.read(),
    unsubscribe: () => subscription.unsubscribe(),
    [Symbol.dispose]: () => subscription.unsubscribe(),
  }
}
