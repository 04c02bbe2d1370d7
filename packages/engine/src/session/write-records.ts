import type { EventLog, LogRecord } from '@llmgine/contracts'
import type { LiveSession } from './live-session.ts'

/** Records on their way to the log. */
export interface Batch {
  readonly records: readonly LogRecord[]
  /** How many of them the log cannot have yet. @default all */
  readonly fresh?: number | undefined
  /** Called at once when they are new, to take them into account, with the position of the last one. */
  readonly onNew?: ((position: number) => void) | undefined
}

/**
 * Writes to the log of a session and keeps account of whether others have written between. Answers whether anything new was written.
 *
 * @throws `log.conflict` and whatever else the log throws
 */
export async function writeRecords(
  log: EventLog,
  live: LiveSession,
  { records, fresh = records.length, onNew }: Batch,
): Promise<boolean> {
  for (const { message } of records) live.own.set(message.id, undefined)
  try {
    const { position } = await log.append(live.id, records)
    const before = live.position
    live.head = Math.max(live.head, position)
    if (position === before + fresh) {
      live.position = position
      for (const { message } of records) live.own.delete(message.id)
    } else if (position > before) {
      live.behind = true
      for (const { message } of records) live.own.set(message.id, position)
    }
    const isNew = position > before
    if (isNew) onNew?.(position)
    return isNew
  } catch (error) {
    // Nobody knows whether they stand there. If so, they are found like anybody else's.
    for (const { message } of records) live.own.delete(message.id)
    live.behind = true
    throw error
  }
}
