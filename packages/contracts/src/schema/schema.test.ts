import { expect, test } from 'vitest'
import { TurnSubmit } from '../catalogue/turn.ts'
import { formatIssues } from './format-issues.ts'
import { shape } from './shape.ts'
import { toCanonicalJson } from './to-canonical-json.ts'

function issuesOf(value: unknown): string | undefined {
  const result = shape<{ id: string; note?: string; parts?: unknown }>({
    id: 'string',
    note: 'string?',
    parts: 'string|array?',
  })['~standard'].validate(value)
  if (result instanceof Promise) throw new Error('expected a synchronous answer')
  return result.issues && formatIssues(result.issues)
}

test('names what is wrong and where', () => {
  expect(issuesOf({ id: 1, note: null })).toBe('id: expected string, got number; note: expected string, got null')
  expect(issuesOf({})).toBe('id: expected string, got nothing')
  expect(issuesOf([])).toBe('expected object, got array')
  expect(issuesOf(null)).toBe('expected object, got null')
})

test('lets fields through that it does not know, so that newer senders are heard', () => {
  expect(issuesOf({ id: 'a', later: true })).toBeUndefined()
  expect(issuesOf({ id: 'a', parts: ['x'] })).toBeUndefined()
})

test('a catalogue message checks what comes from outside', () => {
  const result = TurnSubmit.payload?.['~standard'].validate({ content: 7 })
  expect(result).toEqual({ issues: [{ message: 'expected string or array, got number', path: ['content'] }] })
})

test('canonical JSON does not depend on the order of keys', () => {
  expect(toCanonicalJson({ b: { d: 1, c: undefined }, a: [null, 'x', true] })).toBe('{"a":[null,"x",true],"b":{"d":1}}')
  expect(toCanonicalJson({ a: 1, b: 2 })).toBe(toCanonicalJson({ b: 2, a: 1 }))
})

test('canonical JSON keeps a key named __proto__', () => {
  expect(toCanonicalJson(JSON.parse('{"__proto__":{"x":1},"a":2}'))).toBe('{"__proto__":{"x":1},"a":2}')
})

test.each([
  ['a function', { a: { b: () => 1 } }, 'function at a.b'],
  ['NaN', [Number.NaN], 'NaN at 0'],
  ['a bigint', { a: 1n }, 'bigint at a'],
  ['a date', { due: new Date(0) }, 'an instance of Date at due'],
  ['a map', [new Map()], 'an instance of Map at 0'],
])('canonical JSON refuses %s and names the path', (_, value, text) => {
  expect(() => toCanonicalJson(value)).toThrow(text)
})

test('canonical JSON takes one object in two places', () => {
  const shared = { a: 1 }
  expect(toCanonicalJson([shared, { again: shared }])).toBe('[{"a":1},{"again":{"a":1}}]')
})

test('canonical JSON takes plain objects without a prototype', () => {
  expect(toCanonicalJson(Object.assign(Object.create(null), { b: 1 }))).toBe('{"b":1}')
})

test('canonical JSON refuses a cycle', () => {
  const value: Record<string, unknown> = {}
  value.self = value
  expect(() => toCanonicalJson(value)).toThrow('contains itself at self')
})
