import type { AppendChange } from './change.ts'
import type { Logged } from './logged.ts'

/**
 * Adds an item to the end of a list.
 *
 * @param item The item itself, or `logged(message)` for one that stands in the log already.
 * @example
 * return { history: append({ role: 'assistant', content: 'Hello' }) }
 */
export function append<Item>(item: Item | Logged<Item>): AppendChange<Item> {
  // The engine tells an item from a logged one when it applies the patch.
  return { '~change': 'append', item: item as Item }
}
