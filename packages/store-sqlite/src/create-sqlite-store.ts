import { type Clock, type EventLog, type KeyValueStore, systemClock } from '@llmgine/contracts'
import { checkIntegrity } from './check-integrity.ts'
import { connect } from './connect.ts'
import { createChanges } from './create-changes.ts'
import { createSqliteLog } from './create-sqlite-log.ts'
import { createSqliteValues } from './create-sqlite-values.ts'
import { createWriter } from './create-writer.ts'

/** A log and a key-value store in one file. */
export interface SqliteStore extends AsyncDisposable {
  readonly log: Required<EventLog>
  readonly values: KeyValueStore
  /** Reads the whole file and says what is wrong with it; nothing when it is sound. Nothing else runs meanwhile. */
  checkIntegrity(): Promise<readonly string[]>
  /** Answers what was handed over before, then lets go of the file. A second call does nothing. */
  close(): Promise<void>
}

/** Which file, and how it is used. */
export interface SqliteStoreOptions {
  /** The file, and its folder, are made if they are not there, readable for their owner alone. */
  readonly path: string
  /** Writes nothing; the file must exist. @default false */
  readonly readOnly?: boolean | undefined
  /**
   * What an acknowledged write survives: `process` is the end of this process at any moment, `power` is that of the machine as well. Each
   * commit then waits for the disk; writes that come together share the wait. @default 'process'
   */
  readonly durability?: 'process' | 'power' | undefined
  /** How long to wait for another process to let go of the file. @default 10,000 */
  readonly lockTimeoutMs?: number | undefined
  /** How often a watch looks for what other processes have written. @default 50 */
  readonly pollMs?: number | undefined
  /** @default the system's */
  readonly clock?: Clock | undefined
}

/**
 * Opens an event log and a key-value store in a SQLite file, which any number of processes may use at once. It never blocks the process
 * while another one holds the lock.
 *
 * @throws `store.not_a_database`, `store.foreign_database`, `store.newer_version`, `store.cannot_open`, and when reading only
 * `store.not_found`, `store.older_version`; the methods throw `store.locked`, `store.full`, `store.read_only`, `store.io_failed`,
 * `store.corrupt`, `store.overloaded`, `store.not_json`, `store.closed`
 * @example
 * await using store = createSqliteStore({ path: 'data/sessions.db' })
 * await store.log.append('session-1', [{ message, onceKey: 'input:8123' }])
 */
export function createSqliteStore(options: SqliteStoreOptions): SqliteStore {
  const { path, readOnly = false, durability = 'process', lockTimeoutMs = 10_000, pollMs = 50 } = options
  const { clock = systemClock } = options
  const synced = durability === 'power'
  const connection = connect({ path, readOnly, synced, lockTimeoutMs, clock })
  const writer = createWriter(connection, synced ? 'turn' : 'tick')
  const changes = createChanges(connection.dataVersion, { clock, pollMs })
  let closing: Promise<void> | undefined

  const close = async (): Promise<void> => {
    await writer.drained()
    connection.close()
    changes.close()
  }
  const closeOnce = (): Promise<void> => {
    closing ??= close()
    return closing
  }
  return {
    log: createSqliteLog({ connection, writer, changes, clock }),
    values: createSqliteValues(connection, writer),
    checkIntegrity: () => connection.run(checkIntegrity),
    close: closeOnce,
    [Symbol.asyncDispose]: closeOnce,
  }
}
