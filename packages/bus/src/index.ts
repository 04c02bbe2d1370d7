/**
 * A bus for commands and events within one process.
 *
 * @packageDocumentation
 */

export type { BusOptions } from './bus-options.ts'
export { createBus } from './create-bus.ts'
