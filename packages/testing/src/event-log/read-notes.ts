import type { EventLog, LoggedMessage, ReadOptions } from '@llmgine/contracts'
import { expect } from 'vitest'

/** The numbers that a session holds, in the order they are read. Positions must be without gaps where nothing is left out. */
export async function readNotes(log: EventLog, sessionId = 'session', options: ReadOptions = {}): Promise<number[]> {
  const logged = await readAll(log, sessionId, options)
  const { after = 0, types } = options
  const positions = logged.map(({ position }) => position)
  if (types === undefined) expect(positions).toEqual(positions.map((_, index) => after + index + 1))
  return logged.map(numberOf)
}

/** Everything that a session holds. */
export async function readAll(log: EventLog, sessionId: string, options?: ReadOptions): Promise<LoggedMessage[]> {
  return Array.fromAsync(log.read(sessionId, options))
}

/** The number that a message was noted with. */
export function numberOf({ message }: LoggedMessage): number {
  // The suite appends notes only.
  return (message.payload as { readonly number: number }).number
}
