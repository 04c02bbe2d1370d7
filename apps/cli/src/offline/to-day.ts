import { addDays, type CalendarDay, toCalendarDay, toIsoDay, weekdayOf } from '../tools/date-time/calendar.ts'

/**
 * The day that words mean, as `YYYY-MM-DD`: `tomorrow`, `24 December`, `Dec 24th, 2027`, `Friday`, `Christmas`, `in 3 weeks`. A day
 * without a year is the next one, today included.
 */
export function toDay(text: string, today: CalendarDay): string | undefined {
  const words = text
    .toLowerCase()
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1')
    .replace(/\b(the|of|on|next)\b|[,.]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const near = nearDays.get(words)
  if (near !== undefined) return toIsoDay(addDays(today, near))
  const iso = toCalendarDay(words)
  if (iso !== undefined) return toIsoDay(iso)
  return distance(words, today) ?? weekday(words, today) ?? date(feasts.get(words) ?? words, today)
}

const nearDays: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['tomorrow', 1],
  ['day after tomorrow', 2],
  ['yesterday', -1],
  ['day before yesterday', -2],
])

const feasts: ReadonlyMap<string, string> = new Map([
  ['christmas', '25 december'],
  ['xmas', '25 december'],
  ['christmas day', '25 december'],
  ['christmas eve', '24 december'],
  ['new year', '1 january'],
  ["new year's day", '1 january'],
  ["new year's eve", '31 december'],
  ['halloween', '31 october'],
  ["valentine's day", '14 february'],
])

const months = 'january,february,march,april,may,june,july,august,september,october,november,december'.split(',')

function distance(words: string, today: CalendarDay): string | undefined {
  const match = /^(?:in )?(\d{1,6}) (day|week)s?( from now| from today| ago)?$/.exec(words)
  if (match === null || !(words.startsWith('in ') || match[3] !== undefined)) return undefined
  const days = Number(match[1]) * (match[2] === 'week' ? 7 : 1)
  return toIsoDay(addDays(today, match[3] === ' ago' ? -days : days))
}

function weekday(words: string, today: CalendarDay): string | undefined {
  for (let days = 1; days <= 7; days++) {
    const day = addDays(today, days)
    if (weekdayOf(day).toLowerCase() === words) return toIsoDay(day)
  }
  return undefined
}

function date(words: string, today: CalendarDay): string | undefined {
  const match = /^(?:(\d{1,2}) ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2}))(?: (\d{4}))?$/.exec(words)
  const name = match?.[2] ?? match?.[3]
  const month = name === undefined ? 0 : months.findIndex((full) => full.startsWith(name)) + 1
  if (match === null || month === 0) return undefined
  const day = { month, day: Number(match[1] ?? match[4]) }
  if (match[5] !== undefined) return asIso({ year: Number(match[5]), ...day })
  const thisYear = asIso({ year: today.year, ...day })
  if (thisYear !== undefined && thisYear >= toIsoDay(today)) return thisYear
  return asIso({ year: today.year + 1, ...day })
}

function asIso({ year, month, day }: CalendarDay): string | undefined {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return toCalendarDay(text) === undefined ? undefined : text
}
