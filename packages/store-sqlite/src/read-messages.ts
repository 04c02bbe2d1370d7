import type { LoggedMessage, ReadOptions } from '@llmgine/contracts'
import type { Connection } from './connect.ts'
import type { Sql, SqlRow } from './create-sql.ts'
import { type Stretch, sessionOf, stretchesOf } from './stored-session.ts'
import { fromRecordRow } from './to-record-row.ts'

/** How much is taken out of the file at once: nothing else can run meanwhile. */
const page = { rows: 500, characters: 1024 * 1024 }

/** The messages of a session as it stands now. They are read page by page, and between two pages everything else can run. */
export async function* readMessages(
  connection: Connection,
  sessionId: string,
  { after = 0, types, limit = Number.MAX_SAFE_INTEGER, signal }: ReadOptions,
): AsyncGenerator<LoggedMessage, void, undefined> {
  signal?.throwIfAborted()
  const stretches = await connection.run((sql) => {
    const session = sessionOf(sql, sessionId)
    return session === undefined ? [] : stretchesOf(sql, session).toReversed()
  })
  const filter = types === undefined ? null : JSON.stringify(types)
  let position = after
  let left = limit
  for (const stretch of stretches) {
    while (position < stretch.at && left > 0) {
      const from = position
      const rows = await connection.run((sql) => readPage(sql, stretch, { from, filter, left }))
      for (const row of rows) {
        signal?.throwIfAborted()
        yield fromRecordRow(sessionId, row)
      }
      left -= rows.length
      position = rows.length === 0 ? stretch.at : Number(rows.at(-1)?.position)
    }
  }
  signal?.throwIfAborted()
}

function readPage(
  sql: Sql,
  stretch: Stretch,
  { from, filter, left }: { readonly from: number; readonly filter: string | null; readonly left: number },
): SqlRow[] {
  const rows: SqlRow[] = []
  let characters = 0
  const found = sql.each(
    `select key & 0xffffffff as position, id, type, once_key, body from messages
     where key > ((?1 << 32) | ?2) and key <= ((?1 << 32) | ?3)
     and (?4 is null or type in (select value from json_each(?4))) order by key limit ?5`,
    stretch.ref,
    from,
    stretch.at,
    filter,
    Math.min(left, page.rows),
  )
  for (const row of found) {
    rows.push(row)
    characters += String(row.body).length
    if (characters > page.characters) break
  }
  return rows
}
