import { expect, it } from 'vitest'
import { toPrintable } from './to-printable.ts'

it.each([
  ['\u001b[31mred\u001b]0;title\u0007', '␛[31mred␛]0;title␇'],
  ['\u009b31m and \u0090', '�31m and �'],
  ['safe\u202egnp.exe\u2066', 'safe�gnp.exe�'],
  ['a\rb\r\nc', 'ab\nc'],
  ['a\b\u007f', 'a␈␡'],
  ['tab\t, line\n, 漢字, 👩‍👩‍👧, é', 'tab\t, line\n, 漢字, 👩‍👩‍👧, é'],
])('%j becomes %j', (text, printable) => {
  expect(toPrintable(text)).toBe(printable)
})
