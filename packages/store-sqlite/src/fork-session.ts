import { LlmgineError } from '@llmgine/contracts'
import type { Sql } from './create-sql.ts'
import { nextWrite, type StoredSession, type Stretch, sessionOf, stretchesOf } from './stored-session.ts'

/**
 * Makes a session that shares the past of another one, within a transaction.
 *
 * @param fork `now` in milliseconds since the Unix epoch.
 * @throws `log.unknown_session`, `log.session_exists`, `log.position_out_of_range`
 */
export function forkSession(
  sql: Sql,
  sessionId: string,
  { at, as, now }: { readonly at: number; readonly as: string; readonly now: number },
): void {
  const session = sessionOf(sql, sessionId)
  if (session === undefined) throw unknownSession(sessionId)
  if (sessionOf(sql, as) !== undefined) throw sessionExists(as)
  if (!Number.isInteger(at) || at < 0 || at > session.position) throw outOfRange(session, at)
  const written = nextWrite(sql)
  const past = sharedPast(sql, session, { at, written })
  sql.run(
    `insert into sessions (id, mark, position, created_at, updated_at, written, parent_id, parent_at, past_ref, past_at,
     past_written) values (?1, 'idle', ?2, ?3, ?3, ?4, ?5, ?2, ?6, ?7, ?8)`,
    as,
    at,
    now,
    written,
    sessionId,
    past?.ref ?? null,
    past?.at ?? null,
    past?.written ?? null,
  )
}

/** The stretch in which a position stands: a fork from the shared past of a fork shares it with the same session as that. */
function sharedPast(
  sql: Sql,
  session: StoredSession,
  { at, written }: { readonly at: number; readonly written: number },
): Stretch | undefined {
  if (at === 0) return undefined
  const stretches = stretchesOf(sql, session)
  const holder = stretches.findLast((stretch) => at <= stretch.at)
  return holder && { ref: holder.ref, at, written: Math.min(written, holder.written) }
}

function unknownSession(sessionId: string): LlmgineError {
  return new LlmgineError('log.unknown_session', `There is no session "${sessionId}" in this log.`, {
    details: { sessionId },
  })
}

function sessionExists(sessionId: string): LlmgineError {
  return new LlmgineError('log.session_exists', `There is a session "${sessionId}" already. Fork under a new id.`, {
    details: { sessionId },
  })
}

function outOfRange({ summary, position: head }: StoredSession, at: number): LlmgineError {
  return new LlmgineError(
    'log.position_out_of_range',
    `Session "${summary.id}" has the positions 0 to ${head}; it cannot be forked at ${at}.`,
    { details: { sessionId: summary.id, at, head } },
  )
}
