import type { KeyValueStore } from '@llmgine/contracts'
import { toPlainData } from './to-plain-data.ts'

/** A key-value store that lives as long as the process. */
export function createMemoryValues(): KeyValueStore {
  const values = new Map<string, unknown>()
  return {
    async get(key) {
      return values.get(key)
    },
    async set(key, value, { onlyIfAbsent = false } = {}) {
      if (onlyIfAbsent && values.has(key)) return false
      values.set(key, toPlainData(value))
      return true
    },
    async delete(key) {
      return values.delete(key)
    },
    async *entries(prefix) {
      const found = [...values].filter(([key]) => key.startsWith(prefix))
      yield* found.sort(([one], [other]) => byCodePoints(one, other))
    },
  }
}

/** JavaScript's own comparison goes by UTF-16 units, which sorts what lies beyond U+FFFF too early. */
function byCodePoints(one: string, other: string): number {
  const ones = [...one]
  const others = [...other]
  const at = ones.findIndex((character, index) => character !== others[index])
  if (at === -1) return ones.length - others.length
  return (ones[at]?.codePointAt(0) ?? -1) - (others[at]?.codePointAt(0) ?? -1)
}
