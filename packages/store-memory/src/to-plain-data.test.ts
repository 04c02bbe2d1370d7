import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPlainData } from './to-plain-data.ts'

test('a copy is what JSON makes of the value', () => {
  fc.assert(
    fc.property(fc.object({ withDate: true, withNullPrototype: true, withSparseArray: true }), (value) => {
      expect(toPlainData(value)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(JSON.stringify(toPlainData(value))).toBe(JSON.stringify(value))
    }),
  )
})

test('a copy knows no negative zero, as JSON does not', () => {
  expect(Object.is(toPlainData([-0])[0], 0)).toBe(true)
})

test('a copy is frozen throughout and shares nothing that could change', () => {
  const value = { list: [{ inner: 1 }], at: new Date(0) }
  const copy = toPlainData(value)
  expect(Object.isFrozen(copy) && Object.isFrozen(copy.list) && Object.isFrozen(copy.list[0])).toBe(true)
  value.list[0] = { inner: 2 }
  expect(copy.list[0]?.inner).toBe(1)
})

test('a key named __proto__ stays a key', () => {
  const copy = toPlainData(JSON.parse('{"__proto__":{"admin":true},"a":{"__proto__":1}}'))
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"admin":true},"a":{"__proto__":1}}')
  expect(copy.admin).toBeUndefined()
})

const cycle: { self?: unknown } = {}
cycle.self = cycle

test.each([
  ['a bigint', { a: 1n }],
  ['a cycle', cycle],
  ['nothing', undefined],
  ['a function', () => 1],
])('%s is refused', (_, value) => {
  expect(() => toPlainData(value)).toThrow(expect.objectContaining({ code: 'store.not_json' }))
})
