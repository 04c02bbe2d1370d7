import type { LogRecord, Message } from '@llmgine/contracts'
import type { LiveSession } from '../session/live-session.ts'
import { writeRecords } from '../session/write-records.ts'
import type { EngineHost } from './engine-host.ts'
import { tell } from './tell.ts'

/** What a turn has to say and the log has not got yet. Written together: all or nothing. */
export interface TurnRecords {
  /** Notes a record. `refersTo` are messages that it needs in the log before it. */
  add(record: LogRecord, refersTo?: readonly Message[]): void
  /**
   * Writes them, then tells them on the bus.
   *
   * @param onWritten Called between the two, to take into account what is certain now.
   * @throws `log.conflict` when another process was faster: then nothing of it is written
   */
  flush(onWritten?: () => void): Promise<void>
}

/** Makes one for a session. */
export function createTurnRecords(host: EngineHost, live: LiveSession): TurnRecords {
  let pending: LogRecord[] = []
  let referred: LogRecord[] = []
  return {
    add(record, refersTo = []) {
      for (const message of refersTo) referred.push({ message })
      pending.push(record)
    },
    async flush(onWritten) {
      if (pending.length === 0) return
      const fresh = pending
      const records = [...referred, ...fresh]
      pending = []
      referred = []
      await writeRecords(host.log, live, { records, fresh: fresh.length })
      onWritten?.()
      for (const { message } of fresh) await tell(host, live, message)
    },
  }
}
