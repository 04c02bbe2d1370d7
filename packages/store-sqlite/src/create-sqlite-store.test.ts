import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testEventLog, testKeyValueStore } from '@llmgine/testing'
import { onTestFinished } from 'vitest'
import { createSqliteStore, type SqliteStore } from './create-sqlite-store.ts'

testEventLog('the SQLite store', () => open().log)
testEventLog('the SQLite store, durable against power loss,', () => open('power').log)
testKeyValueStore('the SQLite store', () => open().values)

function open(durability?: 'power'): SqliteStore {
  const folder = mkdtempSync(join(tmpdir(), 'llmgine-sqlite-'))
  const store = createSqliteStore({ path: join(folder, 'store.db'), durability })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  return store
}
