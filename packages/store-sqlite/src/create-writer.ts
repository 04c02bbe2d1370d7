import { isLlmgineError, LlmgineError } from '@llmgine/contracts'
import type { Connection } from './connect.ts'
import type { Sql } from './create-sql.ts'

/** Writes jobs to the file in the order they come. */
export interface Writer {
  /**
   * Runs a job inside a transaction, which it may share with others, and answers once that is committed. What the job throws, if it is an
   * `LlmgineError`, undoes this job alone.
   *
   * @param options.size How much it holds while it waits, in characters.
   * @param options.lazily Lets it wait a little for a job that is not lazy, and share its transaction. @default false
   * @throws `store.overloaded` when too much waits already; `store.*` when the transaction fails
   */
  write<Result>(job: (sql: Sql) => Result, options: WriteOptions): Promise<Result>
  /** Writes what is lazy now, so that a reader sees it. */
  hurry(): Promise<void>
  /** Resolves when everything handed over so far has its answer; what is lazy waits no longer. */
  drained(): Promise<void>
}

/** How a job is written. */
export interface WriteOptions {
  readonly size: number
  readonly lazily?: boolean | undefined
}

interface Job {
  readonly run: (sql: Sql) => unknown
  readonly size: number
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** What waits in memory, in characters, and how many jobs share one transaction, at most. */
/** How long a lazy job waits for another that is not. */
const lazyMs = 20

const limits = { waiting: 256 * 1024 * 1024, perTransaction: 500 }

/**
 * Jobs that come together share a transaction (group commit).
 *
 * @param gather `tick` commits what was handed over in one go; `turn` waits for the end of this turn of the event loop, so that more
 * jobs share the wait for the disk.
 */
export function createWriter(connection: Connection, gather: 'tick' | 'turn'): Writer {
  let waiting: Job[] = []
  let size = 0
  let writing: Promise<void> | undefined
  let lazyTimer: ReturnType<typeof setTimeout> | undefined

  const writeAll = async (): Promise<void> => {
    await (gather === 'tick' ? undefined : new Promise<void>((resolve) => setImmediate(resolve)))
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limits.perTransaction)
      await commit(connection, batch)
      waiting = waiting.slice(batch.length)
      size -= batch.reduce((sum, job) => sum + job.size, 0)
      if (waiting.length > 0) await new Promise<void>((resolve) => setImmediate(resolve))
    }
    writing = undefined
  }

  const start = (): void => {
    clearTimeout(lazyTimer)
    lazyTimer = undefined
    if (waiting.length > 0) writing ??= writeAll()
  }

  return {
    write: <Result>(run: (sql: Sql) => Result, options: WriteOptions) =>
      new Promise<Result>((resolve, reject) => {
        if (size + options.size > limits.waiting && size > 0) return reject(overloaded())
        size += options.size
        // `run` answers with a Result, and nothing else is handed to `resolve`.
        waiting.push({ run, size: options.size, resolve: resolve as (value: unknown) => void, reject })
        if (options.lazily !== true) start()
        else if (writing === undefined) lazyTimer ??= setTimeout(start, lazyMs)
      }),
    async hurry() {
      if (lazyTimer === undefined) return
      start()
      await writing
    },
    async drained() {
      start()
      while (writing !== undefined) await writing
    },
  }
}

/** Commits a batch and gives each job its answer. */
async function commit(connection: Connection, batch: readonly Job[]): Promise<void> {
  try {
    const answers = await connection.run((sql) => transact(connection, sql, batch))
    for (const answer of answers) answer()
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}

function transact(connection: Connection, sql: Sql, batch: readonly Job[]): (() => void)[] {
  sql.run('begin immediate')
  try {
    const answers = batch.map((job) => (batch.length === 1 ? performAlone(sql, job) : perform(sql, job)))
    sql.run('commit')
    return answers
  } catch (error) {
    if (connection.isInTransaction) sql.run('rollback')
    throw error
  }
}

/** The only job of a transaction needs no savepoint: what undoes it undoes all. */
function performAlone(sql: Sql, { run, resolve }: Job): () => void {
  const value = run(sql)
  return () => resolve(value)
}

/** Runs one job and says what to answer once the transaction is committed. */
function perform(sql: Sql, { run, resolve, reject }: Job): () => void {
  sql.run('savepoint job')
  try {
    const value = run(sql)
    sql.run('release job')
    return () => resolve(value)
  } catch (error) {
    if (!isLlmgineError(error)) throw error
    sql.run('rollback to job')
    sql.run('release job')
    return () => reject(error)
  }
}

function overloaded(): LlmgineError {
  return new LlmgineError(
    'store.overloaded',
    `More than ${limits.waiting} characters wait to be written. Await earlier writes before making more.`,
    { retryable: true },
  )
}
