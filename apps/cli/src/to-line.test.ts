import { expect, test } from 'vitest'
import { toLine } from './to-line.ts'

test.each([
  ['one\n\ttwo  three', 'one two three'],
  ['\u001b[31mred\u001b]0;title\u0007', '[31mred]0;title'],
  ['right\u202Eleft', 'rightleft'],
  ['a line that is far too long', 'a line that is…'],
  ['', ''],
])('%j', (text, line) => {
  expect(toLine(text, 15)).toBe(line)
})
