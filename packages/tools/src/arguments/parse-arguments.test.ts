import { isLlmgineError } from '@llmgine/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseArguments } from './parse-arguments.ts'
import { parseLooseJson } from './parse-loose-json.ts'

const limit = 10_000

function problemOf(text: unknown, maxCharacters = limit): string {
  try {
    return `taken as ${JSON.stringify(parseArguments(text, maxCharacters))}`
  } catch (error) {
    if (!isLlmgineError(error, 'tool.bad_arguments')) throw error
    return error.message
  }
}

function cycle(): unknown {
  const value: Record<string, unknown> = {}
  value.self = value
  return value
}

describe('reading arguments', () => {
  it('takes JSON text as it is', () => {
    expect(parseArguments('{"title":"Poster","tags":["a","b"],"n":-1.5e3}', limit)).toEqual({
      value: { title: 'Poster', tags: ['a', 'b'], n: -1500 },
      repairs: [],
    })
  })

  it('reads whatever JSON.stringify writes, on both paths', () => {
    const plain = fc.jsonValue({ maxDepth: 5 }).filter((value) => !JSON.stringify(value).includes('"__proto__"'))
    fc.assert(
      fc.property(plain, (value) => {
        const text = JSON.stringify({ value })
        expect(parseArguments(text, Number.MAX_SAFE_INTEGER).value).toEqual(JSON.parse(text))
      }),
    )
    fc.assert(
      fc.property(plain, (value) => {
        const text = JSON.stringify({ value })
        expect(parseLooseJson(text)).toEqual({ value: JSON.parse(text), repairs: [] })
      }),
    )
  })

  it('copies a value, so that nobody changes it afterwards', () => {
    const value = { list: [1] }
    const parsed = parseArguments(value, limit)
    value.list.push(2)
    expect(parsed).toEqual({ value: { list: [1] }, repairs: [] })
  })

  it('takes nothing for an empty object', () => {
    expect(parseArguments(undefined, limit).value).toEqual({})
    expect(parseArguments(' \n', limit)).toEqual({ value: {}, repairs: ['nothing was sent, taken as {}'] })
  })
})

describe('mending', () => {
  it.each([
    ['{"a": 1, "b": [1, 2,],}', { a: 1, b: [1, 2] }, 'a trailing comma'],
    ["{'a': 'it''s'}".replace("''", "\\'"), { a: "it's" }, 'single quotes'],
    ['{a: 1, b-c: 2}', { a: 1, 'b-c': 2 }, 'names without quotes'],
    ['{"a": True, "b": None}', { a: true, b: null }, "Python's literals"],
    ['```json\n{"a": 1}\n```', { a: 1 }, 'a code fence'],
    ['{"a": 1 /* one */, // two\n "b": 2}', { a: 1, b: 2 }, 'comments'],
    ['{"a": "one\ntwo\tthree"}', { a: 'one\ntwo\tthree' }, 'line breaks or control characters within a text'],
    [JSON.stringify('{"a": 1}'), { a: 1 }, 'JSON within a text'],
  ])('%s', (text, value, repair) => {
    expect(parseArguments(text, limit)).toEqual({ value, repairs: [repair] })
  })

  it('keeps what stands in texts', () => {
    const value = { a: "// no 'comment', /* none */ True, {x: 1,} \u00e9\ud83d\ude00 \\ \" \u0007" }
    expect(parseArguments(`{${JSON.stringify(value).slice(1, -1)},}`, limit).value).toEqual(value)
  })
})

describe('refusing what could be read in two ways', () => {
  it.each([
    ['a name that stands twice', '{"to":"ana","to":"ben"}', 'The name "to" stands twice. Send it once.'],
    ['a name twice in two spellings', '{"to":"ana","t\\u006f":"ben"}', 'The name "to" stands twice. Send it once.'],
    ['a name twice, deep down', '{"a":[{"b":{"c":1,"c":1}}]}', 'The name "c" stands twice. Send it once.'],
    ['__proto__', '{"__proto__":{"admin":true}}', 'The name "__proto__" is not taken. Leave it out.'],
    ['__proto__ in disguise', '{"\\u005f_proto__":{}}', 'The name "__proto__" is not taken. Leave it out.'],
    ['__proto__ in broken JSON', '{__proto__: {a: 1}}', 'The name "__proto__" is not taken. Leave it out.'],
    ['an integer beyond 2^53', '{"id":9007199254740993}', 'The number 9007199254740993 cannot be held exactly.'],
    ['a large number with digits lost', '{"n":1234567890123456789e2}', 'cannot be held exactly'],
    ['a number beyond all doubles', '{"n":1e999}', 'The number 1e999 cannot be held exactly.'],
    ['a number that vanishes', '{"n":1e-999}', 'The number 1e-999 cannot be held exactly.'],
    ['JSON that breaks off', '{"path":"/tmp", "deep": {"x": 1', 'expected "," or "}" but they break off'],
    ['a text that breaks off', '{"path":"notes/a', 'expected the end of a text but they break off'],
    ['a text without quotes', '{"name": hello}', 'expected a value at character 10'],
    ['an escape that JSON has not', '{"path":"C:\\dir"}', 'expected an escape that JSON has'],
    ['a missing comma', '{"a":1 "b":2}', 'expected "," or "}" at character 8'],
    ['two values', '{"a":1}{"b":2}', 'expected the end at character 8'],
    ['a number like 007', '{"n":007}', 'expected a number at character 6'],
    ['NaN', '{"n":NaN}', 'expected a value at character 6'],
  ])('%s', (_, text, problem) => {
    expect(problemOf(text)).toContain(problem)
  })

  it('nesting without end, as text, as broken text and as a value', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(problemOf(`{"a":${deep}}`, Number.POSITIVE_INFINITY)).toContain('nested deeper than 64 levels')
    expect(problemOf(`{a:${deep}}`, Number.POSITIVE_INFINITY)).toContain('nested deeper than 64 levels')
    let value: unknown = 1
    for (let level = 0; level < 100_000; level += 1) value = [value]
    expect(problemOf({ value })).toContain('nested')
  })

  it('arguments that are too long', () => {
    expect(problemOf(`{"a":"${'x'.repeat(100)}"}`, 50)).toBe(
      'The arguments are 108 characters long, at most 50 are taken. Send less.',
    )
  })

  it.each([
    ['a cycle', () => cycle()],
    ['a function', () => ({ a: () => 1 })],
    ['a date, which would become a text', () => ({ due: new Date(0) })],
    ['a map, which would become empty', () => ({ a: new Map([['b', 1]]) })],
    ['a value with a name of its own called __proto__', () => JSON.parse('{"__proto__":{"a":1}}')],
  ])('%s', (_, make) => {
    expect(problemOf(make())).toMatch(/cannot be taken|is not taken/)
  })

  it('takes exact large numbers and long fractions', () => {
    expect(parseArguments('{"a":9007199254740991,"b":1e21,"c":0.1234567890123456789,"d":0e5}', limit)).toEqual({
      value: { a: 9007199254740991, b: 1e21, c: 0.12345678901234568, d: 0 },
      repairs: [],
    })
  })
})
