import type { LoggedMessage } from '@llmgine/contracts'
import type { Sql } from './create-sql.ts'
import { positionUnder, sessionOf, stretchesOf } from './stored-session.ts'
import { fromRecordRow } from './to-record-row.ts'

/** The message of a session that stands under a key, the shared past included. */
export function findMessage(sql: Sql, sessionId: string, onceKey: string): LoggedMessage | undefined {
  const session = sessionOf(sql, sessionId)
  if (session === undefined) return undefined
  const stretches = stretchesOf(sql, session)
  const position = positionUnder(sql, stretches, onceKey)
  const holder = position && stretches.findLast(({ at }) => position <= at)
  if (!position || !holder) return undefined
  const row = sql.get(
    `select key & 0xffffffff as position, id, type, once_key, body from messages where key = ((? << 32) | ?)`,
    holder.ref,
    position,
  )
  return row && { ...fromRecordRow(sessionId, row), onceKey }
}
