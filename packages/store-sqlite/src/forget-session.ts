import type { Sql } from './create-sql.ts'
import { sessionOf } from './stored-session.ts'

/**
 * Removes a session, within a transaction, with all it holds but the past that forks share. Where the last of those goes, what was kept
 * for it goes too.
 */
export function forgetSession(sql: Sql, sessionId: string): void {
  let ref = sessionOf(sql, sessionId)?.ref
  if (ref === undefined) return
  sql.run('update sessions set id = null where ref = ?', ref)
  while (ref !== undefined) {
    const past = sql.get('select past_ref from sessions where ref = ?', ref)?.past_ref
    dropUnshared(sql, ref)
    const next = sql.get('select ref from sessions where ref = ? and id is null', past ?? null)
    ref = next && Number(next.ref)
  }
}

/** Removes what no fork shares of a session that has been forgotten. */
function dropUnshared(sql: Sql, ref: number): void {
  const shared = sql.get('select max(past_at) as at from sessions where past_ref = ?', ref)?.at ?? null
  const kept = Number(shared ?? 0)
  sql.run('delete from messages where key > ((?1 << 32) | ?2) and key < ((?1 + 1) << 32)', ref, kept)
  sql.run('delete from snapshots where session = ?', ref)
  if (shared === null) {
    sql.run('delete from once_keys where session = ?', ref)
    sql.run('delete from sessions where ref = ?', ref)
  } else {
    sql.run('delete from once_keys where session = ? and position > ?', ref, kept)
    sql.run('update sessions set position = ? where ref = ?', kept, ref)
  }
}
