import { describe, expect, test } from 'vitest'
import { tokenize, withoutFillers } from './tokenize.ts'

const words = (text: string): string[] => tokenize(text).map(({ word }) => word)
const asked = (text: string): string[] => withoutFillers(tokenize(text)).map(({ word }) => word)

describe('tokenize', () => {
  test.each([
    ["What's on my List?", ['what', 'is', 'on', 'my', 'list']],
    ['What’s on it', ['what', 'is', 'on', 'it']],
    ['whats up', ['what', 'is', 'up']],
    ["don't (ever) do that!", ['do', 'not', 'ever', 'do', 'that']],
    ['17 * 23 = ?', ['17', '*', '23', '=']],
    ['read README.md.', ['read', 'readme.md']],
    ["today's date", ["today's", 'date']],
    ['  \n ', []],
    ['?!', []],
    ['', []],
  ])('%j', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  test('what ends a sentence belongs to no word, but a factorial does', () => {
    const last = (text: string): string => text.slice(tokenize(text).at(-1)?.start, tokenize(text).at(-1)?.end)
    expect(['add milk!', 'read a.md...', 'what is 5!', 'what is 5!?', '5!!!'].map(last)).toEqual([
      'milk',
      'a.md',
      '5!',
      '5!',
      '5!',
    ])
  })

  test('says where each word stands in the text', () => {
    const text = '  Add  "Oat Milk", please'
    expect(tokenize(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Add', '"Oat', 'Milk",', 'please'])
  })
})

describe('withoutFillers', () => {
  test.each([
    ['and could you please remove it again, thank you', ['remove', 'it', 'again']],
    ['ok so what time is it now', ['what', 'time', 'is', 'it']],
    ['please', ['please']],
    ['hello please', ['please']],
    ['could you', ['could', 'you']],
  ])('%j', (text, expected) => {
    expect(asked(text)).toEqual(expected)
  })
})
