import type { ExtendChange } from './change.ts'
import type { Logged } from './logged.ts'

/** Adds items to the end of a list, in their order. */
export function extend<Item>(items: readonly (Item | Logged<Item>)[]): ExtendChange<Item> {
  // The engine tells an item from a logged one when it applies the patch.
  return { '~change': 'extend', items: items as readonly Item[] }
}
