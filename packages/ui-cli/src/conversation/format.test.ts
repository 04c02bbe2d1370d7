import { expect, it } from 'vitest'
import { formatDuration } from './format-duration.ts'
import { formatInput } from './format-input.ts'
import { formatTurn } from './format-turn.ts'

it.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [1_000, '1.0 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 0 s'],
  [125_400, '2 min 5 s'],
])('%i ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

it.each([
  [{ path: 'notes.txt', lines: 3, deep: { a: [1] } }, 'path: "notes.txt", lines: 3, deep: {"a":[1]}'],
  [{ text: 'x'.repeat(500) }, `text: "${'x'.repeat(58)}…`],
  ['text', '"text"'],
  [[1, 2], '[1,2]'],
  [undefined, ''],
  [{}, ''],
])('the input %j reads %s', (input, text) => {
  expect(formatInput(input)).toBe(text)
})

it('tells tokens, cost and time, and what is only about right', () => {
  const turn = { turnId: 't', reason: 'answered', durationMs: 2_345 } as const
  const usage = { inputTokens: 12_345, outputTokens: 6 }
  expect(formatTurn({ ...turn, usage })).toBe('12,345 tokens in, 6 out · 2.3 s')
  const cost = { usd: 0.001_234, estimated: false }
  expect(formatTurn({ ...turn, usage, cost })).toBe('12,345 tokens in, 6 out · $0.0012 · 2.3 s')
  const rough = { ...turn, usage: { ...usage, estimated: true }, cost: { usd: 12.3456, estimated: true } }
  expect(formatTurn(rough)).toBe('about 12,345 tokens in, 6 out · about $12.35 · 2.3 s')
  const costOf = (usd: number): string => formatTurn({ ...turn, usage, cost: { usd, estimated: false } })
  expect(costOf(0)).toContain('$0.00 ')
  expect(costOf(0.000_000_123)).toContain('$0.00000012 ')
})
