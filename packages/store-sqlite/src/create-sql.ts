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

/**
 * The statements of a database. Texts must be few and fixed: what varies is bound. A number after a question mark says which value it
 * takes; that is sorted out here, because Node.js before 22.23 binds values to bare question marks only.
 */
export function createSql(database: DatabaseSync): Sql {
  const prepared = new Map<string, Prepared>()
  const prepare = (text: string): Prepared => {
    const known = prepared.get(text)
    if (known !== undefined) return known
    const order = Array.from(text.matchAll(/\?(\d+)/g), ([, number]) => Number(number) - 1)
    const fresh = { statement: database.prepare(text.replaceAll(/\?\d+/g, '?')), order }
    prepared.set(text, fresh)
    return fresh
  }
  return {
    get(text, ...values) {
      const { statement, order } = prepare(text)
      // The tables are strict and hold text and integers below 2^53 only.
      return statement.get(...arrange(values, order)) as SqlRow | undefined
    },
    each(text, ...values) {
      const { statement, order } = prepare(text)
      // As above.
      return statement.iterate(...arrange(values, order)) as Iterable<SqlRow>
    },
    run(text, ...values) {
      const { statement, order } = prepare(text)
      return Number(statement.run(...arrange(values, order)).changes)
    },
  }
}

/** A statement, and which value stands at each question mark that had a number. */
interface Prepared {
  readonly statement: StatementSync
  readonly order: readonly number[]
}

function arrange(values: readonly SqlValue[], order: readonly number[]): readonly SqlValue[] {
  return order.length === 0 ? values : order.map((index) => values[index] ?? null)
}
