import { expect, it } from 'vitest'
import { clipText } from './clip-text.ts'
import { textWidth } from './text-width.ts'

it.each([
  ['plain', 5],
  ['漢字', 4],
  ['🙂', 2],
  ['e\u0301', 1],
  ['ﾊﾝｶｸ', 4],
  ['한국어', 6],
  ['', 0],
])('%j takes %i columns', (text, width) => {
  expect(textWidth(text)).toBe(width)
})

it('clips to a number of columns, in one line', () => {
  expect(clipText('short', 5)).toBe('short')
  expect(clipText('too  long\nfor it', 9)).toBe('too long…')
  expect(clipText('漢字漢字', 6)).toBe('漢字…')
})
