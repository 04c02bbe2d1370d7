import { LlmgineError } from '@llmgine/contracts'
import type { Sql } from './create-sql.ts'
import { migrations as published } from './migrations.ts'

/** Marks a file as a store of llmgine: "llmg" in the header's application id. */
const applicationId = 0x6c_6c_6d_67

/** How a file is set up. */
export interface SetUpOptions {
  readonly readOnly: boolean
  /** Whether a commit waits until the disk has it. */
  readonly synced: boolean
  /** What makes the current version. @default the published ones */
  readonly migrations?: readonly (readonly string[])[]
}

/**
 * Makes sure that an open file is a store of this version: an empty one becomes a store, an older one is brought up to date, and what is
 * not ours is left as it is. May be repeated when it fails because the file is locked.
 *
 * @throws `store.foreign_database`, `store.newer_version`, `store.older_version`
 */
export function setUpDatabase(sql: Sql, { readOnly, synced, migrations = published }: SetUpOptions): void {
  const current = migrations.length
  const version = checkVersion(sql, current)
  if (readOnly) {
    if (version < current) throw olderVersion(version, current)
    return
  }
  sql.get('pragma journal_mode = wal')
  sql.run(`pragma synchronous = ${synced ? 'full' : 'normal'}`)
  if (version < current) migrate(sql, migrations)
}

/** The version of the file: how many migrations it has had. */
function checkVersion(sql: Sql, current: number): number {
  const version = numberOf(sql, 'user_version')
  const owner = numberOf(sql, 'application_id')
  const isEmpty = owner === 0 && sql.get('select 1 from sqlite_schema limit 1') === undefined
  if (!isEmpty && owner !== applicationId) throw foreignDatabase()
  if (version > current) throw newerVersion(version, current)
  return version
}

function migrate(sql: Sql, migrations: readonly (readonly string[])[]): void {
  sql.run('begin immediate')
  try {
    // Another process may have been faster.
    const missing = migrations.slice(checkVersion(sql, migrations.length))
    for (const statement of missing.flat()) sql.run(statement)
    sql.run(`pragma application_id = ${applicationId}`)
    sql.run(`pragma user_version = ${migrations.length}`)
    sql.run('commit')
  } catch (error) {
    sql.run('rollback')
    throw error
  }
}

function numberOf(sql: Sql, pragma: 'user_version' | 'application_id'): number {
  return Number(sql.get(`pragma ${pragma}`)?.[pragma] ?? 0)
}

function foreignDatabase(): LlmgineError {
  return new LlmgineError(
    'store.foreign_database',
    'This is the SQLite database of another program; it was left as it is. Choose another path.',
  )
}

function newerVersion(version: number, current: number): LlmgineError {
  return new LlmgineError(
    'store.newer_version',
    `This file has version ${version}, and this program knows ${current} at most. Update @llmgine/store-sqlite.`,
    { details: { version, known: current } },
  )
}

function olderVersion(version: number, current: number): LlmgineError {
  return new LlmgineError(
    'store.older_version',
    `This file has version ${version}, and this program reads ${current}. Open it once for writing to bring it up to date.`,
    { details: { version, known: current } },
  )
}
