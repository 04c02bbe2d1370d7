/** A day of the calendar, without time or zone. */
export interface CalendarDay {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
}

/** The day and the clock's time in a time zone at an instant. */
export interface ZonedTime extends CalendarDay {
  /** `HH:MM`, 24 hours. */
  readonly time: string
  /** `+01:00`. */
  readonly offset: string
}

const dayMs = 86_400_000

/**
 * What calendar and clock show in a time zone.
 *
 * @param at Milliseconds since the Unix epoch.
 * @throws `RangeError` for a time zone that is not one
 */
export function toZonedTime(at: number, timeZone: string): ZonedTime {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'longOffset',
  })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type))
  const offset = parts.get('timeZoneName')?.replace('GMT', '') ?? ''
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    time: `${parts.get('hour')}:${parts.get('minute')}`,
    offset: offset === '' ? '+00:00' : offset,
  }
}

/** Reads `YYYY-MM-DD`; `undefined` when there is no such day. */
export function toCalendarDay(text: string): CalendarDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return undefined
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
  return toIsoDay(day) === text ? day : undefined
}

/** `YYYY-MM-DD`. A day beyond its month's end is the one of the following months. */
export function toIsoDay(day: CalendarDay): string {
  return new Date(toUtc(day)).toISOString().slice(0, 10)
}

/** A number of days later, or earlier when negative. */
export function addDays({ year, month, day }: CalendarDay, days: number): CalendarDay {
  const date = new Date(toUtc({ year, month, day: day + days }))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** How many days `to` is after `from`; negative when it is before. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((toUtc(to) - toUtc(from)) / dayMs)
}

/** `Saturday`. */
export function weekdayOf(day: CalendarDay): string {
  return new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(toUtc(day))
}

function toUtc({ year, month, day }: CalendarDay): number {
  return Date.UTC(year, month - 1, day)
}
