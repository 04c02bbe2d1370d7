import type { Snapshot } from '@llmgine/contracts'
import type { Sql } from './create-sql.ts'
import { sessionOf } from './stored-session.ts'
import { toJson } from './to-record-row.ts'

/**
 * A write that keeps a snapshot in place of an earlier one; of a session that is unknown, none.
 *
 * @throws `store.not_json`
 */
export function saveSnapshot(
  sessionId: string,
  { position, key, state }: Snapshot,
): { readonly run: (sql: Sql) => void; readonly size: number } {
  const text = toJson(state)
  return {
    size: text.length,
    run(sql) {
      const session = sessionOf(sql, sessionId)
      if (session === undefined) return
      sql.run(
        'insert or replace into snapshots (session, position, key, state) values (?, ?, ?, ?)',
        session.ref,
        position,
        key,
        text,
      )
    },
  }
}

/** The snapshot of a session. */
export function loadSnapshot(sql: Sql, sessionId: string): Snapshot | undefined {
  const row = sql.get(
    'select position, key, state from snapshots where session = (select ref from sessions where id = ?)',
    sessionId,
  )
  return row && { position: Number(row.position), key: String(row.key), state: JSON.parse(String(row.state)) }
}
