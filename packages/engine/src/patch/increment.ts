import type { IncrementChange } from './change.ts'

/** Adds to a number; one that is not there yet counts as 0. */
export function increment(by = 1): IncrementChange {
  return { '~change': 'increment', by }
}
