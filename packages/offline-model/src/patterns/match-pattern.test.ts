import { describe, expect, test } from 'vitest'
import { compilePattern } from './compile-pattern.ts'
import { matchPattern, type PatternMatch, type SlotReader } from './match-pattern.ts'
import { tokenize } from './tokenize.ts'

function match(pattern: string, text: string, readers: Record<string, SlotReader> = {}): PatternMatch | undefined {
  return matchPattern(compilePattern(pattern), { text, tokens: tokenize(text) }, readers)
}

describe('compilePattern', () => {
  test.each([
    ['add (a|b', 'a ")" is missing'],
    ['add [a', 'a "]" is missing'],
    ['add a)', '")" stands alone'],
    ['add (a]', '"]" stands alone'],
    ['a | b', 'a "|" stands outside'],
    ['', 'it is empty'],
    ['add [{item}]', 'stands in brackets'],
    ['add {}', '"{}" stands alone'],
    ['add {item', '"{" stands alone'],
  ])('refuses %j', (pattern, problem) => {
    expect(() => compilePattern(pattern)).toThrow(
      expect.objectContaining({ code: 'offline.bad_pattern', message: expect.stringContaining(problem) }),
    )
  })
})

describe('matchPattern', () => {
  test('fills slots with what was written, quotes and the last punctuation left out', () => {
    expect(match('add {item} to my list', 'Add "Oat Milk" to my list!')?.slots).toEqual({ item: 'Oat Milk' })
    expect(match('read {path}', 'read src/Main.ts?')?.slots).toEqual({ path: 'src/Main.ts' })
  })

  test('covers the whole text or nothing', () => {
    expect(match('what time is it', 'what time is it in Rome')).toBeUndefined()
    expect(match('what time is it', 'so what time is it')).toBeUndefined()
    expect(match('add {item}', 'add')).toBeUndefined()
  })

  test('chooses among brackets, nested ones too', () => {
    const pattern = '(show|what is on) (my|the) [todo|(shopping|grocery)] list'
    for (const text of ['show my list', "what's on the grocery list", 'SHOW the todo list']) {
      expect(match(pattern, text), text).toBeDefined()
    }
    expect(match(pattern, 'show my todo grocery list')).toBeUndefined()
  })

  test('prefers the reading with fewer slips and fewer words in slots', () => {
    const exact = match('add {item} to my list', 'add milk to my list')
    const slipped = match('add {item} to my list', 'add milk to my lst')
    const loose = match('add {item}', 'add milk to my list')
    expect(exact?.cost).toBeLessThan(slipped?.cost ?? 0)
    expect(exact?.cost).toBeLessThan(loose?.cost ?? 0)
  })

  test('a slot takes as little as the rest of the pattern allows', () => {
    expect(match('add {item} to {list}', 'add salt to taste to dinner')?.slots.item).toMatch(/^salt/)
  })

  test('a reader rewrites or refuses what a slot takes', () => {
    const digits: SlotReader = (text) => (/^\d+$/.test(text) ? `#${text}` : undefined)
    expect(match('remove {number}', 'remove 3', { number: digits })?.slots).toEqual({ number: '#3' })
    expect(match('remove {number}', 'remove three', { number: digits })).toBeUndefined()
  })
})
