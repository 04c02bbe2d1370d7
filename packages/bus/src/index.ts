/**
 * A bus for commands and events within one process: sessions, layers and bounded queues.
 *
 * @packageDocumentation
 */

export type { BusOptions } from './bus-options.ts'
export { createBus } from './create-bus.ts'
export { type ConcurrencyOptions, withConcurrency } from './with-concurrency.ts'
export { type IdempotencyOptions, withIdempotency } from './with-idempotency.ts'
export { type LogLayer, type LogLayerOptions, withLog } from './with-log.ts'
export { withLogging } from './with-logging.ts'
export { type Timing, type TimingOptions, withTiming } from './with-timing.ts'
export { type ValidationOptions, withValidation } from './with-validation.ts'
