import type { KeyValueStore } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'

/** All that the contract of a key-value store promises, case by case. */
export const keyValueStoreCases: readonly ConformanceCase<KeyValueStore>[] = [
  {
    name: 'hands back what was set last, whatever kind of JSON value it is',
    async run(values) {
      const all = [0, '', 'text 👋\u0000', false, null, [], [1, [2]], { nested: { list: [{ a: null }] } }]
      for (const [index, value] of all.entries()) expect(await values.set(`key-${index}`, value)).toBe(true)
      for (const [index, value] of all.entries()) expect(await values.get(`key-${index}`)).toEqual(value)
      expect(await values.set('key-0', 'new')).toBe(true)
      expect(await values.get('key-0')).toBe('new')
      expect(await values.get('no such key')).toBeUndefined()
    },
  },
  {
    name: 'sets a key only when it is absent, if told so',
    async run(values) {
      expect(await values.set('key', 1, { onlyIfAbsent: true })).toBe(true)
      expect(await values.set('key', 2, { onlyIfAbsent: true })).toBe(false)
      expect(await values.get('key')).toBe(1)
      await values.set('null', null)
      expect(await values.set('null', 1, { onlyIfAbsent: true })).toBe(false)
    },
  },
  {
    name: 'lets exactly one of many at once set an absent key',
    async run(values) {
      const attempts = Array.from({ length: 20 }, (_, index) => values.set('key', index, { onlyIfAbsent: true }))
      const winners = (await Promise.all(attempts)).flatMap((won, index) => (won ? [index] : []))
      expect(winners).toHaveLength(1)
      expect(await values.get('key')).toBe(winners[0])
    },
  },
  {
    name: 'deletes a key and says whether it was there',
    async run(values) {
      await values.set('key', 1)
      expect(await values.delete('key')).toBe(true)
      expect(await values.delete('key')).toBe(false)
      expect(await values.get('key')).toBeUndefined()
      expect(await values.set('key', 2, { onlyIfAbsent: true })).toBe(true)
    },
  },
  {
    name: 'applies calls in the order they were made',
    async run(values) {
      const calls = [values.set('key', 1), values.set('key', 2), values.delete('key'), values.set('key', 3)]
      await Promise.all(calls)
      expect(await values.get('key')).toBe(3)
    },
  },
  {
    name: 'is not changed by what becomes of the value it was handed',
    async run(values) {
      const value = { list: [1] }
      const set = values.set('key', value)
      value.list.push(2)
      await set
      expect(await values.get('key')).toEqual({ list: [1] })
    },
  },
  {
    name: 'lists the entries under a prefix in the order of code points',
    async run(values) {
      // In UTF-16 the emoji, a pair of surrogates, would come before the wide tilde.
      const keys = ['list:b', 'list:', 'list:a', 'list:%', 'list:ä', 'list:～', 'list:👋', 'list:a/1', 'list:B']
      for (const key of [...keys, 'lis', 'lisu', 'mist:a', 'LIST:a']) await values.set(key, { of: key })
      const listed = await Array.fromAsync(values.entries('list:'))
      const sorted = ['list:', 'list:%', 'list:B', 'list:a', 'list:a/1', 'list:b', 'list:ä', 'list:～', 'list:👋']
      expect(listed).toEqual(sorted.map((key) => [key, { of: key }]))
      expect(await Array.fromAsync(values.entries('nothing'))).toEqual([])
      expect(await Array.fromAsync(values.entries(''))).toHaveLength(13)
    },
  },
  {
    name: 'lists many entries, each once, and can be left early',
    async run(values) {
      const keys = Array.from({ length: 1_200 }, (_, index) => `key-${String(index).padStart(5, '0')}`)
      await Promise.all(keys.map((key, index) => values.set(key, index)))
      for await (const [key] of values.entries('key-')) {
        if (key === 'key-00002') break
        await values.delete(key)
      }
      expect((await Array.fromAsync(values.entries('key-'))).map(([key]) => key)).toEqual(keys.slice(2))
    },
  },
  {
    name: 'refuses what JSON cannot hold and keeps what it had',
    async run(values) {
      await values.set('key', 1)
      for (const value of [1n, undefined, () => 1]) {
        await expect(values.set('key', value)).rejects.toMatchObject({ name: 'LlmgineError' })
      }
      expect(await values.get('key')).toBe(1)
    },
  },
]
