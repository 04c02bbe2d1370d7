import { expect, it } from 'vitest'
import { toRetryAfter } from './to-retry-after.ts'

const now = Date.UTC(2026, 0, 1)

it.each<[headers: Record<string, string>, expected: number | undefined]>([
  [{}, undefined],
  [{ 'retry-after': '2' }, 2_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after-ms': '40', 'retry-after': '2' }, 40],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, 9_000],
  [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-1' }, undefined],
  [{ 'retry-after': '' }, undefined],
])('reads %j as %s', (headers, expected) => {
  expect(toRetryAfter(new Headers(headers), now)).toBe(expected)
})
