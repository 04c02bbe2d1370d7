/**
 * The event log and key-value store of llmgine in one SQLite file, on the SQLite that comes with Node.js.
 *
 * @packageDocumentation
 */
export { createSqliteStore, type SqliteStore, type SqliteStoreOptions } from './create-sqlite-store.ts'
