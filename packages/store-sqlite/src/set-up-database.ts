import { LlmgineError } from '@llmgine/contracts'
import type { Sql } from './create-sql.ts'
import { migrations } from './migrations.ts'

/** Marks a file as a store of llmgine: "llmg" in the header's application id. */
const applicationId = 0x6c_6c_6d_67

/**
 * Makes sure that an open file is a store of this version: an empty one becomes a store, an older one is brought up to date, and what is
 * not ours is left as it is. May be repeated when it fails because the file is locked.
 *
 * @throws `store.foreign_database`, `store.newer_version`, `store.older_version`
 */
export function setUpDatabase(sql: Sql, options: { readonly readOnly: boolean; readonly synced: boolean }): void {
  const version = checkVersion(sql)
  if (options.readOnly) {
    if (version < migrations.length) throw olderVersion(version)
    return
  }
  sql.get('pragma journal_mode = wal')
  sql.run(`pragma synchronous = ${options.synced ? 'full' : 'normal'}`)
  if (version < migrations.length) migrate(sql)
}

/** The version of the file: how many migrations it has had. */
function checkVersion(sql: Sql): number {
  const version = numberOf(sql, 'user_version')
  const owner = numberOf(sql, 'application_id')
  const isEmpty = owner === 0 && sql.get('select 1 from sqlite_schema limit 1') === undefined
  if (!isEmpty && owner !== applicationId) throw foreignDatabase()
  if (version > migrations.length) throw newerVersion(version)
  return version
}

function migrate(sql: Sql): void {
  sql.run('begin immediate')
  try {
    // Another process may have been faster.
    for (const statements of migrations.slice(checkVersion(sql))) {
      for (const statement of statements) sql.run(statement)
    }
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

function newerVersion(version: number): LlmgineError {
  return new LlmgineError(
    'store.newer_version',
    `This file has version ${version}, and this program knows ${migrations.length} at most. Update @llmgine/store-sqlite.`,
    { details: { version, known: migrations.length } },
  )
}

function olderVersion(version: number): LlmgineError {
  return new LlmgineError(
    'store.older_version',
    `This file has version ${version}, and this program reads ${migrations.length}. Open it once for writing to bring it up to date.`,
    { details: { version, known: migrations.length } },
  )
}
