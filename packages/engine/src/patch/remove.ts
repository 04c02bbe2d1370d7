import type { RemoveChange } from './change.ts'

/** Takes away what a key holds. A list is empty then, any other key has no value. */
export function remove(): RemoveChange {
  return { '~change': 'remove' }
}
