import { createMessage, defineEvent, type EventDefinition, type LogRecord, type Message } from '@llmgine/contracts'

/** What the suite appends: a number, so that order and completeness show at a glance. */
const Noted: EventDefinition<{ readonly number: number }> = defineEvent('test.noted')
const OddNoted: EventDefinition<{ readonly number: number }> = defineEvent('test.odd-noted')

/** A message with a number; the type of odd ones differs from that of even ones. */
export function note(number: number, sessionId = 'session'): Message<{ readonly number: number }> {
  return createMessage(number % 2 === 0 ? Noted : OddNoted, { number }, { sessionId })
}

/** Records of the numbers from `from` to `to`. */
export function notes(from: number, to: number, sessionId = 'session'): LogRecord[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({ message: note(from + index, sessionId) }))
}

/** The numbers of `notes(from, to)`. */
export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
