import type { Message } from '../messages/message.ts'

/** How an event is heard. */
export interface SubscribeOptions<Payload = unknown> {
  /** Lower is earlier; handlers of one priority start together, groups follow one another. @default 50 */
  readonly priority?: number | undefined
  /** Only events for which it answers `true` are offered. It must be quick and must not throw. */
  readonly filter?: ((message: Message<Payload>) => boolean) | undefined
  /** How many events of one session are handled at once. An iterator has one at a time. @default Infinity */
  readonly concurrency?: number | undefined
  /** What waits while `concurrency` is reached. */
  readonly queue?: QueueOptions | undefined
  /** Unsubscribes when it aborts. */
  readonly signal?: AbortSignal | undefined
}

/** A bounded queue in front of a handler or iterator. Its limit and marks count the events of one session. */
export interface QueueOptions {
  /** How many events may wait. @default 1000 */
  readonly limit?: number | undefined
  /**
   * What happens to an event that finds the queue full: the publisher waits, the oldest or newest waiting event is dropped, or the
   * publish is refused with `bus.queue_full`. @default 'wait'
   */
  readonly overflow?: 'wait' | 'drop-oldest' | 'drop-newest' | 'error' | undefined
  /** Calls `onHighWater` when this many wait, once until `lowWater` is reached again. */
  readonly highWater?: number | undefined
  /** @default half of `highWater` */
  readonly lowWater?: number | undefined
  readonly onHighWater?: ((waiting: number) => void) | undefined
  readonly onLowWater?: ((waiting: number) => void) | undefined
}

/** How one event is waited for. */
export interface OnceOptions<Payload = unknown> {
  readonly filter?: ((message: Message<Payload>) => boolean) | undefined
  /** Rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}
