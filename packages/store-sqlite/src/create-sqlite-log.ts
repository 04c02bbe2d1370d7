import type {
  AppendOptions,
  Clock,
  EventLog,
  LoggedMessage,
  LogRecord,
  Page,
  ReadOptions,
  SessionSummary,
  SessionsOptions,
  Snapshot,
} from '@llmgine/contracts'
import { appendRows } from './append-rows.ts'
import type { Connection } from './connect.ts'
import type { Changes } from './create-changes.ts'
import type { Writer } from './create-writer.ts'
import { findMessage } from './find-message.ts'
import { forgetSession } from './forget-session.ts'
import { forkSession } from './fork-session.ts'
import { readMessages } from './read-messages.ts'
import { loadSnapshot, saveSnapshot } from './save-snapshot.ts'
import { listSessions } from './stored-session.ts'
import { toRecordRow } from './to-record-row.ts'

/** What a log stands on. */
export interface SqliteLogParts {
  readonly connection: Connection
  readonly writer: Writer
  readonly changes: Changes
  readonly clock: Clock
}

/** The event log of a file. */
export function createSqliteLog(parts: SqliteLogParts): Required<EventLog> {
  return { ...writing(parts), ...reading(parts) }
}

type Writing = Pick<Required<EventLog>, 'append' | 'fork' | 'forget' | 'saveSnapshot'>

function writing({ writer, changes, clock }: SqliteLogParts): Writing {
  return {
    async append(
      sessionId: string,
      records: readonly LogRecord[],
      { lazily }: AppendOptions = {},
    ): Promise<{ readonly position: number }> {
      const rows = records.map((record) => toRecordRow(sessionId, record))
      const size = rows.reduce((sum, row) => sum + row.body.length, 0)
      const now = clock.now()
      const position = await writer.write((sql) => appendRows(sql, rows, { sessionId, now }), { size, lazily })
      changes.wake(sessionId)
      return { position }
    },

    async fork(sessionId: string, options: { readonly at: number; readonly as: string }): Promise<void> {
      const now = clock.now()
      await writer.write((sql) => forkSession(sql, sessionId, { ...options, now }), { size: 0 })
      changes.wake(options.as)
    },

    async forget(sessionId: string): Promise<void> {
      await writer.write((sql) => forgetSession(sql, sessionId), { size: 0 })
    },

    async saveSnapshot(sessionId: string, snapshot: Snapshot): Promise<void> {
      const save = saveSnapshot(sessionId, snapshot)
      await writer.write(save.run, { size: save.size })
    },
  }
}

function reading({ connection, writer, changes }: SqliteLogParts): Omit<Required<EventLog>, keyof Writing> {
  return {
    async *read(sessionId: string, options: ReadOptions = {}): AsyncGenerator<LoggedMessage, void, undefined> {
      await writer.hurry()
      yield* readMessages(connection, sessionId, options)
    },

    async find(sessionId: string, onceKey: string): Promise<LoggedMessage | undefined> {
      await writer.hurry()
      return connection.run((sql) => findMessage(sql, sessionId, onceKey))
    },

    loadSnapshot: (sessionId: string) => connection.run((sql) => loadSnapshot(sql, sessionId)),

    async sessions({ mark, limit = 100, cursor }: SessionsOptions = {}): Promise<Page<SessionSummary>> {
      await writer.hurry()
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor)
      const found = await connection.run((sql) =>
        listSessions(sql, { before, mark, limit: Math.min(limit + 1, Number.MAX_SAFE_INTEGER) }),
      )
      const shown = found.slice(0, limit)
      const last = found.length > shown.length ? shown.at(-1) : undefined
      return { items: shown.map(({ summary }) => summary), next: last && String(last.written) }
    },

    async *watch(sessionId, { after = 0, signal }): AsyncGenerator<LoggedMessage, void, undefined> {
      const subscription = changes.subscribe(sessionId)
      signal.addEventListener('abort', subscription.wake)
      try {
        let position = after
        while (!signal.aborted) {
          for await (const logged of readMessages(connection, sessionId, { after: position })) {
            position = logged.position
            yield logged
            if (signal.aborted) return
          }
          if (!signal.aborted) await subscription.changed()
        }
      } finally {
        signal.removeEventListener('abort', subscription.wake)
        subscription.close()
      }
    },
  }
}
