import type { SetChange } from './change.ts'

/** Puts a value in the place of what a key holds. A plain value in a patch means the same. */
export function set<Value>(value: Value): SetChange<Value> {
  return { '~change': 'set', value }
}
