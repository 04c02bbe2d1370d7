import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { note, notes } from './__fixtures__/note.ts'
import { temporaryPath } from './__fixtures__/temporary-path.ts'
import { createSqliteStore, type SqliteStoreOptions } from './create-sqlite-store.ts'

describe('the file of a SQLite store', () => {
  it('is made with its folders, for its owner alone', async () => {
    const path = temporaryPath('deep/er/store.db')
    await using store = createSqliteStore({ path })
    await store.log.append('session', notes(1, 1))
    // Windows has no such modes.
    const modes = [path, `${path}-wal`, dirname(path)].map((file) => statSync(file).mode & 0o777)
    if (process.platform !== 'win32') expect(modes).toEqual([0o600, 0o600, 0o700])
  })

  it('may be there and empty', async () => {
    const path = temporaryPath()
    writeFileSync(path, '')
    await using store = createSqliteStore({ path })
    expect(await store.log.append('session', notes(1, 2))).toEqual({ position: 2 })
  })

  it.for([
    ['a text', 'To whom it may concern: this is a letter, not a database.'],
    ['a short text', 'short'],
    ['an image', Buffer.from('89504e470d0a1a0a', 'hex')],
  ] as const)('is refused and left as it is when it is %s', ([, content]) => {
    const path = temporaryPath()
    writeFileSync(path, content)
    expectRefusal({ path }, 'store.not_a_database')
  })

  it('is refused and left as it is when only its beginning is that of a database', () => {
    const path = temporaryPath()
    writeFileSync(path, `SQLite format 3\0${'rubbish '.repeat(1_000)}`)
    expectRefusal({ path }, 'store.not_a_database')
  })

  it('is refused and left as it is when it is another program’s database', () => {
    const path = temporaryPath()
    const other = new DatabaseSync(path)
    other.exec('create table recipes (name text)')
    other.close()
    expectRefusal({ path }, 'store.foreign_database')
  })

  it('is refused and left as it is when a newer version wrote it', async () => {
    const path = temporaryPath()
    await createSqliteStore({ path }).close()
    const newer = new DatabaseSync(path)
    newer.exec('pragma user_version = 99; pragma journal_mode = delete')
    newer.close()
    const error = expectRefusal({ path }, 'store.newer_version')
    expect(error).toMatchObject({ details: { version: 99 }, message: expect.stringContaining('Update') })
  })

  it('refuses the name that SQLite keeps for memory, and makes no file of it', () => {
    expect(errorOf({ path: ':memory:' })).toMatchObject({ code: 'store.cannot_open' })
    expect(existsSync(':memory:')).toBe(false)
  })

  it('cannot be a folder, or lie in a file', () => {
    const folder = temporaryPath('folder')
    mkdirSync(folder)
    expect(errorOf({ path: folder })).toMatchObject({ code: 'store.not_a_database' })
    const file = temporaryPath('file')
    writeFileSync(file, 'not a folder')
    expect(errorOf({ path: join(file, 'store.db') })).toMatchObject({ code: 'store.cannot_open' })
  })

  it('must exist to be read only', () => {
    expect(errorOf({ path: temporaryPath(), readOnly: true })).toMatchObject({ code: 'store.not_found' })
  })

  it('is read, and written by nobody, when it is read only', async () => {
    const path = temporaryPath()
    await using writer = createSqliteStore({ path })
    await writer.log.append('session', notes(1, 3))
    await writer.values.set('key', 'value')
    await using reader = createSqliteStore({ path, readOnly: true })
    expect(await Array.fromAsync(reader.log.read('session'))).toHaveLength(3)
    expect(await reader.values.get('key')).toBe('value')
    for (const write of [
      reader.log.append('session', notes(4, 4)),
      reader.values.set('key', 1),
      reader.log.forget('session'),
    ]) {
      await expect(write).rejects.toMatchObject({ code: 'store.read_only', details: { path } })
    }
    await writer.log.append('session', notes(4, 4))
    expect(await Array.fromAsync(reader.log.read('session'))).toHaveLength(4)
  })

  it('says what is wrong with it', async () => {
    const path = temporaryPath()
    const store = createSqliteStore({ path })
    await store.log.append('session', notes(1, 500, { characters: 200 }))
    expect(await store.checkIntegrity()).toEqual([])
    await store.close()
    const bytes = readFileSync(path)
    bytes.fill(0x5a, 8 * 4096, 12 * 4096)
    writeFileSync(path, bytes)
    await using damaged = createSqliteStore({ path })
    expect((await damaged.checkIntegrity()).length).toBeGreaterThan(0)
    await expect(Array.fromAsync(damaged.log.read('session'))).rejects.toMatchObject({ code: 'store.corrupt' })
  })

  it('grows with what is appended, and hardly with forks', async () => {
    const path = temporaryPath()
    await using store = createSqliteStore({ path })
    const sizes: number[] = []
    for (const from of [0, 2_000, 4_000]) {
      await store.log.append('session', notes(from + 1, from + 2_000, { characters: 300 }))
      sizes.push(sizeOf(path))
    }
    const [first = 0, second = 0, third = 0] = sizes
    expect(third - second).toBeLessThan((second - first) * 1.2)
    for (let fork = 0; fork < 100; fork += 1) await store.log.fork('session', { at: 5_000, as: `fork-${fork}` })
    expect(sizeOf(path) - third).toBeLessThan(first / 10)
  })

  it('holds nothing of sessions that were all forgotten', async () => {
    const path = temporaryPath()
    const store = createSqliteStore({ path })
    await store.log.append('a', [note(1, { onceKey: 'key' }), ...notes(2, 9)])
    await store.log.fork('a', { at: 5, as: 'b' })
    await store.log.append('b', [note(6, { onceKey: 'of b' })])
    await store.log.fork('b', { at: 6, as: 'c' })
    await store.log.saveSnapshot('a', { position: 1, key: 'machine', state: {} })
    await store.log.forget('b')
    await store.log.forget('a')
    expect(countRows(path)).toMatchObject({ messages: 6, sessions: 3 })
    await store.log.forget('c')
    expect(countRows(path)).toEqual({ sessions: 0, messages: 0, once_keys: 0, snapshots: 0 })
    await store.close()
  })
})

function errorOf(options: SqliteStoreOptions): unknown {
  try {
    createSqliteStore(options)
  } catch (error) {
    return error
  }
  return undefined
}

/** Opening fails, for writing and for reading, and neither changes a byte nor leaves a file beside it. */
function expectRefusal({ path }: SqliteStoreOptions, code: string): unknown {
  const before = readFileSync(path)
  for (const readOnly of [true, false]) {
    expect(errorOf({ path, readOnly })).toMatchObject({ name: 'LlmgineError', code })
    expect(readFileSync(path).equals(before)).toBe(true)
    for (const beside of ['-wal', '-shm', '-journal']) {
      expect(statSync(path + beside, { throwIfNoEntry: false })).toBeUndefined()
    }
  }
  return errorOf({ path })
}

/** The write-ahead log is put into the file first. */
function sizeOf(path: string): number {
  const database = new DatabaseSync(path)
  database.exec('pragma wal_checkpoint(truncate)')
  database.close()
  return statSync(path).size
}

function countRows(path: string): Record<string, number> {
  const database = new DatabaseSync(path, { readOnly: true })
  const tables = ['sessions', 'messages', 'once_keys', 'snapshots']
  const counts = tables.map((table) => [table, Number(database.prepare(`select count(*) as n from ${table}`).get()?.n)])
  database.close()
  return Object.fromEntries(counts)
}
