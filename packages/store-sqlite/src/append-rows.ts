import { LlmgineError } from '@llmgine/contracts'
import type { Sql } from './create-sql.ts'
import { nextWrite, positionOf, positionUnder, type Stretch, sessionOf, stretchesOf } from './stored-session.ts'
import type { RecordRow } from './to-record-row.ts'

/**
 * Adds records to a session, within a transaction that is undone when it throws.
 *
 * @param now Milliseconds since the Unix epoch.
 * @returns the position of the last record
 * @throws `log.conflict`
 */
export function appendRows(
  sql: Sql,
  rows: readonly RecordRow[],
  { sessionId, now }: { readonly sessionId: string; readonly now: number },
): number {
  const session = sessionOf(sql, sessionId)
  if (rows.length === 0) return session?.position ?? 0
  const written = nextWrite(sql)
  const ref = session?.ref ?? insertSession(sql, { sessionId, now, written })
  const stretches = session ? stretchesOf(sql, session) : [{ ref, at: 0, written }]
  const draft: Draft = { ref, past: stretches.slice(1), head: session?.position ?? 0, position: 0, written }
  for (const row of rows) appendRow(sql, row, draft)
  if (!draft.changed) return draft.position
  sql.run(
    'update sessions set position = ?, mark = coalesce(?, mark), updated_at = ?, written = ? where ref = ?',
    draft.head,
    draft.mark ?? null,
    now,
    written,
    ref,
  )
  return draft.position
}

/** What the session comes to, row by row. */
interface Draft {
  readonly ref: number
  readonly past: readonly Stretch[]
  readonly written: number
  head: number
  position: number
  mark?: RecordRow['mark']
  changed?: boolean
}

function appendRow(sql: Sql, row: RecordRow, draft: Draft): void {
  const known = positionOf(sql, draft.past, row.id) ?? insertMessage(sql, row, draft)
  draft.position = known ?? draft.head + 1
  draft.head = Math.max(draft.head, draft.position)
  const isNewKey = row.onceKey !== undefined && claimKey(sql, row.onceKey, draft)
  if (known !== undefined && !isNewKey) return
  draft.mark = row.mark ?? draft.mark
  draft.changed = true
}

/** Adds a message after the last one. Answers with the position of the one that has its id, when there is one; then nothing is added. */
function insertMessage(sql: Sql, row: RecordRow, { ref, head, written }: Draft): number | undefined {
  const added = sql.run(
    `insert into messages (key, id, type, once_key, body) values ((?1 << 32) | ?2, ?3, ?4, ?5, ?6)
     on conflict (key >> 32, id) do nothing`,
    ref,
    head + 1,
    row.id,
    row.type,
    row.onceKey ?? null,
    row.body,
  )
  return added > 0 ? undefined : positionOf(sql, [{ ref, at: head, written }], row.id)
}

/** Puts the draft's position under a key. Answers `false` when it stands there already. */
function claimKey(sql: Sql, onceKey: string, { ref, past, head, position, written }: Draft): boolean {
  const standing = positionUnder(sql, [{ ref, at: head, written }, ...past], onceKey)
  if (standing === position) return false
  if (standing !== undefined) throw conflict(onceKey)
  sql.run(
    'insert into once_keys (session, once_key, position, written) values (?, ?, ?, ?)',
    ref,
    onceKey,
    position,
    written,
  )
  return true
}

function insertSession(
  sql: Sql,
  { sessionId, now, written }: { readonly sessionId: string; readonly now: number; readonly written: number },
): number {
  const row = sql.get(
    `insert into sessions (id, mark, position, created_at, updated_at, written) values (?1, 'idle', 0, ?2, ?2, ?3)
     returning ref`,
    sessionId,
    now,
    written,
  )
  return Number(row?.ref)
}

function conflict(onceKey: string): LlmgineError {
  return new LlmgineError(
    'log.conflict',
    `Another message of this session stands under "${onceKey}": somebody has done this already. Nothing was added.`,
    { details: { onceKey } },
  )
}
