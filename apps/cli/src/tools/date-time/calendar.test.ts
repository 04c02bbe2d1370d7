import { expect, test } from 'vitest'
import { addDays, daysBetween, toCalendarDay, toIsoDay, toZonedTime, weekdayOf } from './calendar.ts'

const noon = Date.UTC(2026, 10, 21, 12, 0)

test.each([
  ['UTC', '2026-11-21', '12:00', '+00:00'],
  ['Asia/Tokyo', '2026-11-21', '21:00', '+09:00'],
  ['Pacific/Kiritimati', '2026-11-22', '02:00', '+14:00'],
  ['America/St_Johns', '2026-11-21', '08:30', '-03:30'],
])('in %s it is %s %s', (zone, day, time, offset) => {
  const zoned = toZonedTime(noon, zone)
  expect([toIsoDay(zoned), zoned.time, zoned.offset]).toEqual([day, time, offset])
})

test('midnight is 00:00', () => {
  expect(toZonedTime(Date.UTC(2026, 0, 1), 'UTC').time).toBe('00:00')
})

test('a day that does not exist is none', () => {
  for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', 'today', '']) expect(toCalendarDay(text)).toBeUndefined()
  expect(toCalendarDay('2028-02-29')).toEqual({ year: 2028, month: 2, day: 29 })
})

test('reckons over months, leap years and the clocks going back', () => {
  const day = { year: 2026, month: 10, day: 24 }
  expect(toIsoDay(addDays(day, 2))).toBe('2026-10-26')
  expect(toIsoDay(addDays({ year: 2028, month: 2, day: 28 }, 2))).toBe('2028-03-01')
  expect(toIsoDay(addDays(day, -365))).toBe('2025-10-24')
  expect(daysBetween(day, { year: 2026, month: 12, day: 25 })).toBe(62)
  expect(daysBetween(day, { year: 2026, month: 10, day: 1 })).toBe(-23)
  expect(weekdayOf(day)).toBe('Saturday')
})
