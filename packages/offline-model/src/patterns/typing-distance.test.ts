import { expect, test } from 'vitest'
import { typingDistance } from './typing-distance.ts'

test.each([
  ['read', 'read', 0],
  ['read', 'raed', 1],
  ['read', 'reed', 1],
  ['list', 'lst', 1],
  ['list', 'listt', 1],
  ['list', 'lis', 1],
  ['list', 'ls', undefined],
  ['calculate', 'calculat', 1],
  ['calculate', 'claculaet', 2],
  ['calculate', 'calendar', undefined],
  ['the', 'teh', 1],
  ['the', 'hte', 1],
  ['the', 'then', undefined],
  ['add', 'and', undefined],
  ['to', 'ot', undefined],
  ['my', 'by', undefined],
])('%j written as %j', (meant, written, expected) => {
  expect(typingDistance(meant, written)).toBe(expected)
})
