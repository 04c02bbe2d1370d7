import { createMessage, defineEvent, type LogRecord } from '@llmgine/contracts'

const Noted = defineEvent<{ number: number; text: string }>('test.noted')

/** A record with a number, and as much text as is wanted. */
export function note(number: number, options: { onceKey?: string; characters?: number } = {}): LogRecord {
  const { onceKey, characters = 0 } = options
  return { message: createMessage(Noted, { number, text: 'x'.repeat(characters) }, { sessionId: 'session' }), onceKey }
}

/** Records of the numbers from `from` to `to`. */
export function notes(from: number, to: number, options: { characters?: number } = {}): LogRecord[] {
  return Array.from({ length: to - from + 1 }, (_, index) => note(from + index, options))
}
