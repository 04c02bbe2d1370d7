import { DatabaseSync } from 'node:sqlite'
import { type Clock, LlmgineError } from '@llmgine/contracts'
import { createSql, type Sql } from './create-sql.ts'
import { prepareFile } from './prepare-file.ts'
import { setUpDatabase } from './set-up-database.ts'
import { isLocked, toStoreError } from './to-store-error.ts'

/** An open file. */
export interface Connection {
  /**
   * Runs statements. While another process holds the lock it waits, without blocking this one, and begins anew.
   * @throws `store.*`
   */
  run<Result>(job: (sql: Sql) => Result): Promise<Result>
  /** Whether a transaction is open: SQLite ends one by itself on some errors. */
  readonly isInTransaction: boolean
  /** A number that is another one when another connection has written since. */
  dataVersion(): number
  close(): void
}

/** How a file is opened. */
export interface ConnectOptions {
  readonly path: string
  readonly readOnly: boolean
  /** Whether a commit waits until the disk has it. */
  readonly synced: boolean
  readonly lockTimeoutMs: number
  readonly clock: Clock
}

/**
 * Opens a file, makes it if there is none, and sets it up. When it is locked just then, setting up waits for the first use.
 *
 * @throws `store.*` whatever stands in the way
 */
export function connect(options: ConnectOptions): Connection {
  const { path, readOnly } = options
  prepareFile(path, options)
  const database = openDatabase(path, readOnly)
  const sql = createSql(database)
  let isSetUp = false

  const attempt = <Result>(job: (sql: Sql) => Result): Result => {
    if (!database.isOpen) throw closed(path)
    if (!isSetUp) setUpDatabase(sql, options)
    isSetUp = true
    return job(sql)
  }

  try {
    attempt(() => undefined)
  } catch (error) {
    if (!isLocked(error)) {
      database.close()
      throw toStoreError(error, path)
    }
  }
  return {
    run: (job) => whileLocked(() => attempt(job), options),
    get isInTransaction() {
      return database.isTransaction
    },
    dataVersion: () => Number(sql.get('pragma data_version')?.data_version),
    close: () => database.close(),
  }
}

function openDatabase(path: string, readOnly: boolean): DatabaseSync {
  try {
    // SQLite's own waiting for a lock would block the whole process.
    return new DatabaseSync(path, { readOnly, timeout: 0 })
  } catch (error) {
    throw toStoreError(error, path)
  }
}

const longestPauseMs = 20

async function whileLocked<Result>(attempt: () => Result, options: ConnectOptions): Promise<Result> {
  const { clock, lockTimeoutMs, path } = options
  const end = clock.now() + lockTimeoutMs
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return attempt()
    } catch (error) {
      if (!isLocked(error) || clock.now() >= end) throw toStoreError(error, path)
    }
    await new Promise<void>((resolve) => clock.setTimer(resolve, pauseMs))
  }
}

function closed(path: string): LlmgineError {
  return new LlmgineError('store.closed', `The store at ${path} has been closed.`, { details: { path } })
}
