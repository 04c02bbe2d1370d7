import type { Message, QueueOptions } from '@llmgine/contracts'
import { invalidOption } from './errors.ts'

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
  report: (message: Message, error: unknown) => void = () => undefined,
): QueueRules {
  const { limit = 1000, overflow = 'wait', highWater = Number.POSITIVE_INFINITY, onHighWater, onLowWater } = options
  const { lowWater = Math.floor(highWater / 2) } = options
  if (!(limit >= 0)) throw invalidOption('queue.limit', 'at least 0', limit)
  if (highWater < Number.POSITIVE_INFINITY && !(lowWater < highWater)) {
    throw invalidOption('queue.lowWater', 'below queue.highWater', lowWater)
  }
  return {
    limit,
    overflow,
    mark(high, waiting, message) {
      const crossed = high ? waiting <= lowWater : waiting >= highWater
      if (!crossed) return high
      try {
        if (high) onLowWater?.(waiting)
        else onHighWater?.(waiting)
      } catch (error) {
        report(message, error)
      }
      return !high
    },
  }
}
