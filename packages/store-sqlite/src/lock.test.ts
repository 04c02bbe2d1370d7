import { DatabaseSync } from 'node:sqlite'
import { createFakeClock } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { notes } from './__fixtures__/note.ts'
import { temporaryPath } from './__fixtures__/temporary-path.ts'
import { createSqliteStore } from './create-sqlite-store.ts'

describe('a file that another process holds locked', () => {
  it('holds up writes without blocking this process, and no reads', async () => {
    const path = temporaryPath()
    await using store = createSqliteStore({ path })
    await store.log.append('session', notes(1, 1))
    const other = new DatabaseSync(path)
    other.exec('begin immediate')

    const appended: number[] = []
    const appends = [2, 3].map((number) =>
      store.log.append('session', notes(number, number)).then(({ position }) => appended.push(position)),
    )
    let longestMs = 0
    let last = performance.now()
    for (let turn = 0; turn < 50; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      longestMs = Math.max(longestMs, performance.now() - last)
      last = performance.now()
    }
    expect(longestMs).toBeLessThan(1_000)
    expect(appended).toEqual([])
    expect(await Array.fromAsync(store.log.read('session'))).toHaveLength(1)

    other.exec('commit')
    other.close()
    await Promise.all(appends)
    expect(appended).toEqual([2, 3])
  })

  it('is a clear error once it has been locked too long, and nothing is half done', async () => {
    const path = temporaryPath()
    const clock = createFakeClock()
    await using store = createSqliteStore({ path, clock, lockTimeoutMs: 2_000 })
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    const refused = expect(store.log.append('session', notes(1, 3))).rejects.toMatchObject({
      code: 'store.locked',
      retryable: true,
      details: { path },
    })
    await clock.advance(2_100)
    await refused
    expect(clock.pending).toEqual([])
    other.exec('rollback')
    other.close()
    expect(await store.log.append('session', notes(4, 4))).toEqual({ position: 1 })
  })

  it('is set up once the lock is free, when it was locked from the beginning', async () => {
    const path = temporaryPath()
    const other = new DatabaseSync(path)
    other.exec('begin exclusive')
    await using store = createSqliteStore({ path })
    const append = store.log.append('session', notes(1, 2))
    const read = Array.fromAsync(store.log.read('session'))
    await new Promise((resolve) => setTimeout(resolve, 20))
    other.exec('rollback')
    other.close()
    expect(await append).toEqual({ position: 2 })
    await read
    expect(await Array.fromAsync(store.log.read('session'))).toHaveLength(2)
  })
})
