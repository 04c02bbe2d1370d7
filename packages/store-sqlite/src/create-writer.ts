import { isLlmgineError, LlmgineError } from '@llmgine/contracts'
import type { Connection } from './connect.ts'
import type { Sql } from './create-sql.ts'

/** Writes jobs to the file in the order they come. */
export interface Writer {
  /**
   * Runs a job inside a transaction, which it may share with others, and answers once that is committed. What the job throws, if it is an
   * `LlmgineError`, undoes this job alone.
   *
   * @param size How much it holds while it waits, in characters.
   * @throws `store.overloaded` when too much waits already; `store.*` when the transaction fails
   */
  write<Result>(job: (sql: Sql) => Result, size: number): Promise<Result>
  /** Resolves when everything handed over so far has its answer. */
  drained(): Promise<void>
}

interface Job {
  readonly run: (sql: Sql) => unknown
  readonly size: number
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** What waits in memory, in characters, and how many jobs share one transaction, at most. */
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

  return {
    write: <Result>(run: (sql: Sql) => Result, jobSize: number) =>
      new Promise<Result>((resolve, reject) => {
        if (size + jobSize > limits.waiting && size > 0) return reject(overloaded())
        size += jobSize
        // `run` answers with a Result, and nothing else is handed to `resolve`.
        waiting.push({ run, size: jobSize, resolve: resolve as (value: unknown) => void, reject })
        writing ??= writeAll()
      }),
    drained: async () => writing,
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
    const answers = batch.map((job) => perform(sql, job))
    sql.run('commit')
    return answers
  } catch (error) {
    if (connection.isInTransaction) sql.run('rollback')
    throw error
  }
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
