import { testEventLog, testKeyValueStore } from '@llmgine/testing'
import { onTestFinished } from 'vitest'
import { temporaryPath } from './__fixtures__/temporary-path.ts'
import { createSqliteStore, type SqliteStore } from './create-sqlite-store.ts'

testEventLog('the SQLite store', () => open().log)
testEventLog('the SQLite store, durable against power loss,', () => open('power').log)
testKeyValueStore('the SQLite store', () => open().values)

function open(durability?: 'power'): SqliteStore {
  const store = createSqliteStore({ path: temporaryPath(), durability })
  onTestFinished(() => store.close())
  return store
}
