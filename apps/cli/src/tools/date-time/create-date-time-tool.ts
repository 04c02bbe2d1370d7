import type { Clock } from '@llmgine/contracts'
import { defineTool } from '@llmgine/tools'
import { z } from 'zod'
import { toolFailed } from '../tool-failed.ts'
import { addDays, type CalendarDay, daysBetween, toCalendarDay, toIsoDay, toZonedTime, weekdayOf } from './calendar.ts'

/** What the tool answers with. */
export const dateTimeOutput = z.object({
  date: z.string(),
  weekday: z.string(),
  daysFromToday: z.number(),
  now: z.object({ date: z.string(), time: z.string(), timeZone: z.string(), utcOffset: z.string() }),
})

/** Tells the time, and reckons with days. */
export function createDateTimeTool({ clock }: { readonly clock: Clock }) {
  return defineTool({
    name: 'date_time',
    version: '1',
    description:
      'Tells the current date and time in any time zone, the weekday of a date, the date some days away, and how many days ' +
      'lie between today and a date. Use it whenever a date or time matters.',
    effects: 'none',
    input: z.object({
      timeZone: z.string().optional().describe('IANA name such as Europe/Berlin; the local zone when absent'),
      date: z.string().optional().describe('The day in question as YYYY-MM-DD; today when absent'),
      addDays: z.int().min(-3_650_000).max(3_650_000).optional().describe('Days to go on from that day, or back'),
    }),
    output: dateTimeOutput,
    execute({ timeZone = localTimeZone(), date, addDays: days = 0 }) {
      const now = nowIn(clock, timeZone)
      const day = addDays(date === undefined ? now : toDay(date), days)
      return {
        date: toIsoDay(day),
        weekday: weekdayOf(day),
        daysFromToday: daysBetween(now, day),
        now: { date: toIsoDay(now), time: now.time, timeZone, utcOffset: now.offset },
      }
    },
  })
}

function localTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

function nowIn(clock: Clock, timeZone: string): ReturnType<typeof toZonedTime> {
  try {
    return toZonedTime(clock.now(), timeZone)
  } catch (cause) {
    throw toolFailed(`"${timeZone}" is no IANA time zone such as Europe/Berlin.`, cause)
  }
}

function toDay(date: string): CalendarDay {
  const day = toCalendarDay(date)
  if (day === undefined) throw toolFailed(`"${date}" is no date of the form YYYY-MM-DD.`)
  return day
}
