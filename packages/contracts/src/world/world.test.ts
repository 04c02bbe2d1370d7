import { expect, test, vi } from 'vitest'
import { createIdGenerator } from './generate-id.ts'
import { systemClock } from './system-clock.ts'

test('ids are UUIDs of version 7, unique, and sort by their making', () => {
  const generate = createIdGenerator()
  const ids = Array.from({ length: 20_000 }, generate)
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
})

test('ids go on rising when the clock stands still or goes back', () => {
  const times = [1000, 1000, 900, 1001]
  const generate = createIdGenerator(() => times.shift() ?? 1001)
  const ids = Array.from({ length: 10_000 }, generate)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('an id tells its millisecond', () => {
  const generate = createIdGenerator(() => 0x0123456789ab)
  expect(generate().slice(0, 13)).toBe('01234567-89ab')
})

test('a timer rings once, and not after it was cancelled', () => {
  vi.useFakeTimers()
  try {
    const rung = vi.fn()
    systemClock.setTimer(rung, 10)
    systemClock.setTimer(rung, 10).cancel()
    vi.advanceTimersByTime(1000)
    expect(rung).toHaveBeenCalledTimes(1)
  } finally {
    vi.useRealTimers()
  }
})

test('a timer of a hundred days does not ring at once', () => {
  vi.useFakeTimers()
  try {
    const rung = vi.fn()
    const day = 86_400_000
    systemClock.setTimer(rung, 100 * day)
    vi.advanceTimersByTime(99 * day)
    expect(rung).not.toHaveBeenCalled()
    vi.advanceTimersByTime(day)
    expect(rung).toHaveBeenCalledTimes(1)
  } finally {
    vi.useRealTimers()
  }
})
