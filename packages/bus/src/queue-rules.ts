import { LlmgineError, type Message, type QueueOptions } from '@llmgine/contracts'

/** The options of a queue with their defaults, checked. */
export interface QueueRules {
  readonly limit: number
  readonly overflow: NonNullable<QueueOptions['overflow']>
  /** Tells a mark that is crossed. Answers whether the queue stands above the high one, to be given back as `high`. */
  mark(high: boolean, waiting: number, message: Message): boolean
}

/**
 * @param report Told when a mark's callback throws: a watcher must not harm what it watches.
 * @throws `bus.invalid_option`
 */
export function queueRules(
  options: QueueOptions = {},
  report?: (message: Message, error: unknown) => void,
): QueueRules {
  const { limit = 1000, overflow = 'wait', highWater = Number.POSITIVE_INFINITY, onHighWater, onLowWater } = options
  const { lowWater = Math.min(Math.floor(highWater / 2), Number.MAX_SAFE_INTEGER) } = options
  checkOption('queue.limit', limit, 0)
  checkOption('queue.highWater', highWater, lowWater + 1)
  return {
    limit,
    overflow,
    mark(high, waiting, message) {
      if (high ? waiting > lowWater : waiting < highWater) return high
      try {
        if (high) onLowWater?.(waiting)
        else onHighWater?.(waiting)
      } catch (error) {
        report?.(message, error)
      }
      return !high
    },
  }
}

/** @throws `bus.invalid_option` */
export function checkOption(option: string, value: number, atLeast: number): void {
  if (value >= atLeast) return
  throw new LlmgineError('bus.invalid_option', `Expected ${option} to be at least ${atLeast}, got ${value}.`, {
    details: { option },
  })
}
