import type { KeyValueStore } from '@llmgine/contracts'

/** What can be wrong with a key-value store, one thing at a time. */
export type ValuesFault =
  | 'aliases what it was handed'
  | 'deletes in silence'
  | 'lists the prefix itself only'
  | 'lists in UTF-16 order'
  | 'lists what does not start with the prefix'
  | 'loses null'
  | 'overwrites what must be absent'
  | 'sets in no order'

/** The shortest store that keeps the contract, and can be told to break it in one place. */
export function createPlainValues(fault?: ValuesFault): KeyValueStore {
  const values = new Map<string, unknown>()
  const is = (one: ValuesFault): boolean => fault === one
  return {
    async get(key) {
      return is('loses null') ? (values.get(key) ?? undefined) : values.get(key)
    },
    async set(key, value, { onlyIfAbsent = false } = {}) {
      const plain = is('aliases what it was handed') ? value : toJson(value)
      if (is('sets in no order')) await new Promise((resolve) => setTimeout(resolve, value === 1 ? 10 : 0))
      if (onlyIfAbsent && values.has(key) && !is('overwrites what must be absent')) return false
      values.set(key, plain)
      return true
    },
    async delete(key) {
      return values.delete(key) || is('deletes in silence')
    },
    async *entries(prefix) {
      const found = [...values].filter(([key]) =>
        is('lists the prefix itself only')
          ? key === prefix
          : key.startsWith(prefix) || is('lists what does not start with the prefix'),
      )
      if (is('lists in UTF-16 order')) yield* found.sort(([one], [other]) => (one < other ? -1 : 1))
      else yield* found.sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    },
  }
}

function toJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value))
  } catch (cause) {
    throw Object.assign(new Error('not JSON', { cause }), { name: 'LlmgineError' })
  }
}
