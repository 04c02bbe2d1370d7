import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { notes } from './__fixtures__/note.ts'
import { temporaryPath } from './__fixtures__/temporary-path.ts'
import { createSqliteStore } from './create-sqlite-store.ts'

const racer = join(import.meta.dirname, '__fixtures__', 'race-for-keys.ts')

describe('several processes on one file', { timeout: 30_000 }, () => {
  it('make it together, and get each key once between them', async () => {
    const path = temporaryPath()
    const keys = 300
    const node = ['--conditions=@llmgine/source', racer, path, String(keys)]
    const runs = await Promise.all([1, 2, 3].map(() => promisify(execFile)(process.execPath, node)))

    const won = runs.map(({ stdout }) => stdout.split('\n').filter(Boolean).map(Number))
    expect(won.flat().toSorted((one, other) => one - other)).toEqual(Array.from({ length: keys }, (_, key) => key))
    await using store = createSqliteStore({ path })
    const logged = await Array.fromAsync(store.log.read('session'))
    expect(logged.map(({ position }) => position)).toEqual(Array.from({ length: keys }, (_, index) => index + 1))
    expect(new Set(logged.map(({ onceKey }) => onceKey)).size).toBe(keys)
  })

  it('see in a watch what another one appends', async () => {
    const path = temporaryPath()
    await using writer = createSqliteStore({ path })
    await using watcher = createSqliteStore({ path, readOnly: true, pollMs: 5 })
    await writer.log.append('session', notes(1, 1))
    const seen: number[] = []
    const controller = new AbortController()
    const watching = (async () => {
      for await (const { position } of watcher.log.watch('session', { signal: controller.signal })) {
        seen.push(position)
        if (position === 5) break
      }
    })()
    for (let number = 2; number <= 5; number += 1) {
      await writer.log.append('session', notes(number, number))
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await watching
    expect(seen).toEqual([1, 2, 3, 4, 5])
  })

  it('get an absent value set by one of them only', async () => {
    const path = temporaryPath()
    await using one = createSqliteStore({ path })
    await using other = createSqliteStore({ path })
    const won = await Promise.all([one, other].map(({ values }) => values.set('key', 1, { onlyIfAbsent: true })))
    expect(won.filter(Boolean)).toHaveLength(1)
  })
})
