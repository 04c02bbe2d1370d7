import type { KeyValueStore } from '@llmgine/contracts'
import type { Connection } from './connect.ts'
import type { Sql } from './create-sql.ts'
import type { Writer } from './create-writer.ts'
import { toJson } from './to-record-row.ts'

/** The key-value store of a file. */
export function createSqliteValues(connection: Connection, writer: Writer): KeyValueStore {
  return {
    get: (key) =>
      connection.run((sql) => {
        const row = sql.get('select value from key_values where key = ?', key)
        return row && JSON.parse(String(row.value))
      }),

    async set(key, value, { onlyIfAbsent = false } = {}) {
      const text = toJson(value)
      const put = (sql: Sql): boolean => {
        const statement = onlyIfAbsent
          ? 'insert into key_values (key, value) values (?, ?) on conflict do nothing'
          : 'insert or replace into key_values (key, value) values (?, ?)'
        return sql.run(statement, key, text) > 0
      }
      return writer.write(put, { size: text.length })
    },

    delete: (key) => writer.write((sql) => sql.run('delete from key_values where key = ?', key) > 0, { size: 0 }),

    async *entries(prefix) {
      let from = prefix
      let isFirst = true
      for (;;) {
        const rows = await connection.run((sql) => readEntries(sql, { prefix, from, isFirst }))
        for (const { key, value } of rows) yield [key, JSON.parse(value)]
        const last = rows.at(-1)
        if (last === undefined) return
        from = last.key
        isFirst = false
      }
    },
  }
}

const entriesPerPage = 100

/** Text compares by its UTF-8 bytes, which is the order of code points. */
function readEntries(
  sql: Sql,
  { prefix, from, isFirst }: { readonly prefix: string; readonly from: string; readonly isFirst: boolean },
): { readonly key: string; readonly value: string }[] {
  const rows = sql.each(
    `select key, value from key_values where key ${isFirst ? '>=' : '>'} ? order by key limit ${entriesPerPage}`,
    from,
  )
  const entries = Array.from(rows, (row) => ({ key: String(row.key), value: String(row.value) }))
  const end = entries.findIndex(({ key }) => !key.startsWith(prefix))
  return end === -1 ? entries : entries.slice(0, end)
}
