import { describe, expect, it } from 'vitest'
import { createPlainValues, type ValuesFault } from './__fixtures__/create-plain-values.ts'
import { keyValueStoreCases } from './key-value-store-cases.ts'
import { testKeyValueStore } from './test-key-value-store.ts'

testKeyValueStore('a plain store', () => createPlainValues())

/** Every fault, and a word of a case that must catch it. */
const caught: Record<ValuesFault, string> = {
  'aliases what it was handed': 'what becomes of the value',
  'deletes in silence': 'says whether it was there',
  'lists in UTF-16 order': 'code points',
  'lists the prefix itself only': 'under a prefix',
  'lists what does not start with the prefix': 'under a prefix',
  'loses null': 'hands back what was set',
  'overwrites what must be absent': 'only when it is absent',
  'sets in no order': 'in the order they were made',
}

describe('the suite of the key-value store catches', () => {
  it.for(Object.entries(caught) as [ValuesFault, string][])('%s', async ([fault, word]) => {
    const suspects = keyValueStoreCases.filter(({ name }) => name.includes(word))
    expect(suspects).toHaveLength(1)
    await expect(suspects[0]?.run(createPlainValues(fault))).rejects.toThrow()
  })
})
