import type { SessionMark, SessionSummary } from '@llmgine/contracts'
import type { Sql, SqlRow } from './create-sql.ts'

/** A session's row. */
export interface StoredSession {
  /** Names it in other tables; never used again. */
  readonly ref: number
  readonly position: number
  readonly past: Stretch | undefined
  readonly summary: SessionSummary
  readonly written: number
}

/** Part of a session: its messages up to `at`, and the keys that were given until the write numbered `written`. */
export interface Stretch {
  readonly ref: number
  readonly at: number
  readonly written: number
}

const columns = `ref, id, mark, position, created_at, updated_at, written, parent_id, parent_at, past_ref, past_at,
  past_written`

/** The session of an id. */
export function sessionOf(sql: Sql, sessionId: string): StoredSession | undefined {
  const row = sql.get(`select ${columns} from sessions where id = ?`, sessionId)
  return row && toStoredSession(row)
}

/** Sessions before the write numbered `before`, the latest first. */
export function listSessions(
  sql: Sql,
  options: { readonly before: number; readonly mark: SessionMark | undefined; readonly limit: number },
): StoredSession[] {
  const rows = sql.each(
    `select ${columns} from sessions where id is not null and written < ?1 and (?2 is null or mark = ?2)
     order by written desc limit ?3`,
    options.before,
    options.mark ?? null,
    options.limit,
  )
  return Array.from(rows, toStoredSession)
}

/** The number that the next write gets. */
export function nextWrite(sql: Sql): number {
  return Number(sql.get('select max(written) as latest from sessions')?.latest ?? 0) + 1
}

/** What a session is made of, its own stretch first and the oldest last: what a stretch holds beyond `at` is none of the session's. */
export function stretchesOf(sql: Sql, session: StoredSession): readonly Stretch[] {
  const stretches: Stretch[] = [{ ref: session.ref, at: session.position, written: Number.MAX_SAFE_INTEGER }]
  let past = session.past
  let { at, written } = stretches[0] ?? { at: 0, written: 0 }
  while (past !== undefined) {
    at = Math.min(at, past.at)
    written = Math.min(written, past.written)
    stretches.push({ ref: past.ref, at, written })
    past = pastOf(sql.get('select past_ref, past_at, past_written from sessions where ref = ?', past.ref))
  }
  return stretches
}

/** Where the message of an id stands, the shared past included. */
export function positionOf(sql: Sql, stretches: readonly Stretch[], messageId: string): number | undefined {
  for (const { ref, at } of stretches) {
    const row = sql.get(
      'select key & 0xffffffff as position from messages where key >> 32 = ? and id = ?',
      ref,
      messageId,
    )
    if (row !== undefined && Number(row.position) <= at) return Number(row.position)
  }
  return undefined
}

/** Where the message stands that holds a key, the shared past included. */
export function positionUnder(sql: Sql, stretches: readonly Stretch[], onceKey: string): number | undefined {
  for (const { ref, at, written } of stretches) {
    const row = sql.get('select position, written from once_keys where session = ? and once_key = ?', ref, onceKey)
    if (row !== undefined && Number(row.position) <= at && Number(row.written) <= written) return Number(row.position)
  }
  return undefined
}

function toStoredSession(row: SqlRow): StoredSession {
  const parent = row.parent_id === null ? undefined : { id: String(row.parent_id), at: Number(row.parent_at) }
  return {
    ref: Number(row.ref),
    position: Number(row.position),
    past: pastOf(row),
    written: Number(row.written),
    summary: {
      id: String(row.id),
      // The column holds nothing but marks.
      mark: row.mark as SessionMark,
      position: Number(row.position),
      createdAt: Number(row.created_at),
      updatedAt: Number(row.updated_at),
      parent,
    },
  }
}

function pastOf(row: SqlRow | undefined): Stretch | undefined {
  if (row === undefined || row.past_ref === null) return undefined
  return { ref: Number(row.past_ref), at: Number(row.past_at), written: Number(row.past_written) }
}
