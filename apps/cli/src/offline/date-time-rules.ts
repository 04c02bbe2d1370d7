import type { Clock } from '@llmgine/contracts'
import { defineRule, type OfflineRule, type SlotReader } from '@llmgine/offline-model'
import { toZonedTime } from '../tools/date-time/calendar.ts'
import { dateTimeOutput } from '../tools/date-time/create-date-time-tool.ts'
import { toDay } from './to-day.ts'
import { toTimeZone } from './to-time-zone.ts'

const tool = 'date_time'
const output = dateTimeOutput

/** The time here and elsewhere, and days. */
export function createDateTimeRules(clock: Clock): readonly OfflineRule[] {
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return [...timeRules, ...createDayRules((text) => toDay(text, toZonedTime(clock.now(), timeZone)))]
}

const timeRules: readonly OfflineRule[] = [
  defineRule({
    name: 'time',
    example: 'what time is it in Tokyo?',
    patterns: [
      'what time is it [here]',
      '[what is|tell me] (the|current|the current|local) time',
      'time',
      '(what time is it|what is the time|the time|time) in {place}',
    ],
    readers: { place: toTimeZone },
    respond: ({ slots }) => ({ tool, arguments: { timeZone: slots.place } }),
    output,
    say: (_match, { now }) => sayTime(now),
  }),
  defineRule({
    name: 'time-there',
    after: [tool],
    patterns: ['in {place}', '(what|how) about [in] {place}'],
    readers: { place: toTimeZone },
    respond: ({ slots }) => ({ tool, arguments: { timeZone: slots.place } }),
    output,
    say: (_match, { now }) => sayTime(now),
  }),
]

function createDayRules(readDay: SlotReader): readonly OfflineRule[] {
  return [
    defineRule({
      name: 'today',
      example: 'what day is it?',
      patterns: [
        '(what|which) (day|date) (is it|is today|do we have) [today]',
        "[what is|tell me] (today's|the|the current) date [today]",
        '(date|today)',
        'what is today',
      ],
      respond: () => ({ tool, arguments: {} }),
      output,
      say: (_match, { date, weekday }) => `Today is ${weekday}, ${date}.`,
    }),
    defineRule({
      name: 'day',
      patterns: [
        '(what|which) (day|weekday|date) (is|was|will be) {day}',
        '(what|which) (day|weekday|date) (is|will|was) it [be] {day}',
        '(what|which) day of the week (is|was|will be) {day}',
        'on (what|which) (day|weekday) (is|does|was) {day} [fall]',
        'when is {day}',
      ],
      readers: { day: readDay },
      respond: ({ slots }) => ({ tool, arguments: { date: slots.day } }),
      output,
      say: (_match, { date, weekday, daysFromToday }) => `${date} is a ${weekday}, ${distance(daysFromToday)}.`,
    }),
    defineRule({
      name: 'days-until',
      example: 'how many days until Christmas?',
      patterns: [
        'how (many days|long) [is it|are there|is there] (until|till|to|before) {day}',
        'days (until|till|to) {day}',
        'how far away is {day}',
      ],
      readers: { day: readDay },
      respond: ({ slots }) => ({ tool, arguments: { date: slots.day } }),
      output,
      say: (_match, { date, weekday, daysFromToday }) => `${weekday}, ${date}, is ${distance(daysFromToday)}.`,
    }),
    defineRule({
      name: 'day-then',
      after: [tool],
      patterns: ['{day}', '(what|how) about {day}'],
      readers: { day: readDay },
      respond: ({ slots }) => ({ tool, arguments: { date: slots.day } }),
      output,
      say: (_match, { date, weekday, daysFromToday }) => `${date} is a ${weekday}, ${distance(daysFromToday)}.`,
    }),
  ]
}

function sayTime({ date, time, timeZone }: { date: string; time: string; timeZone: string }): string {
  return `It is ${time} on ${date} (${timeZone}).`
}

function distance(days: number): string {
  if (days === 0) return 'today'
  const count = `${Math.abs(days)} day${Math.abs(days) === 1 ? '' : 's'}`
  return days > 0 ? `in ${count}` : `${count} ago`
}
