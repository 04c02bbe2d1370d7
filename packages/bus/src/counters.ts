/**
 * What became of the events offered to one subscription. They add up at every instant:
 * `offered = handled + failed + running + waiting + dropped + refused`; code that moves an event from one to another does so before it
 * calls anybody's function.
 */
export class Counters {
  offered = 0
  handled = 0
  failed = 0
  running = 0
  waiting = 0
  dropped = 0
  refused = 0
}
