import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** What goes into a statement. */
export type SqlValue = string | number | null

/** A row of a result, by column name. */
export type SqlRow = Readonly<Record<string, SqlValue>>

/** Statements by their text. Each is prepared once, so the text belongs where it is used. */
export interface Sql {
  get(text: string, ...values: readonly SqlValue[]): SqlRow | undefined
  /** Rows one by one. The statement is free again when the loop ends or is left. */
  each(text: string, ...values: readonly SqlValue[]): Iterable<SqlRow>
  /** Answers with the number of rows that were changed. */
  run(text: string, ...values: readonly SqlValue[]): number
}

/** The statements of a database. Texts must be few and fixed: what varies is bound. */
export function createSql(database: DatabaseSync): Sql {
  const prepared = new Map<string, StatementSync>()
  const prepare = (text: string): StatementSync => {
    const statement = prepared.get(text) ?? database.prepare(text)
    prepared.set(text, statement)
    return statement
  }
  return {
    // The tables are strict and hold text and integers below 2^53 only.
    get: (text, ...values) => prepare(text).get(...values) as SqlRow | undefined,
    // As above.
    each: (text, ...values) => prepare(text).iterate(...values) as Iterable<SqlRow>,
    run: (text, ...values) => Number(prepare(text).run(...values).changes),
  }
}
