import { createFakeClock } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { notes } from './__fixtures__/note.ts'
import { temporaryPath } from './__fixtures__/temporary-path.ts'
import { createSqliteStore } from './create-sqlite-store.ts'

describe('closing a SQLite store', () => {
  it('keeps what was handed over before', async () => {
    const path = temporaryPath()
    const store = createSqliteStore({ path })
    const append = store.log.append('session', notes(1, 3))
    await Promise.all([store.close(), store.close()])
    expect(await append).toEqual({ position: 3 })
    await using again = createSqliteStore({ path, readOnly: true })
    expect(await Array.fromAsync(again.log.read('session'))).toHaveLength(3)
  })

  it('may be done twice, and refuses whatever comes after it', async () => {
    const store = createSqliteStore({ path: temporaryPath() })
    await store.close()
    await store.close()
    const { log, values } = store
    const uses = [
      log.append('session', notes(1, 1)),
      Array.fromAsync(log.read('session')),
      log.find('session', 'key'),
      log.sessions(),
      Array.fromAsync(log.watch('session', { signal: new AbortController().signal })),
      values.get('key'),
      values.set('key', 1),
      store.checkIntegrity(),
    ]
    for (const use of uses) await expect(use).rejects.toMatchObject({ code: 'store.closed' })
  })

  it('ends a watch that waits with an error', async () => {
    const store = createSqliteStore({ path: temporaryPath() })
    const watching = Array.fromAsync(store.log.watch('session', { signal: new AbortController().signal }))
    const ended = expect(watching).rejects.toMatchObject({ code: 'store.closed' })
    await new Promise((resolve) => setTimeout(resolve, 5))
    await store.close()
    await ended
  })

  it('is not needed for timers: a watch that has ended leaves none', async () => {
    const clock = createFakeClock()
    await using store = createSqliteStore({ path: temporaryPath(), clock })
    await store.log.append('session', notes(1, 2))
    const controller = new AbortController()
    for await (const { position } of store.log.watch('session', { signal: controller.signal })) {
      expect(clock.pending).toHaveLength(1)
      if (position === 2) break
    }
    expect(clock.pending).toEqual([])
    const aborted = Array.fromAsync(store.log.watch('session', { signal: controller.signal }))
    setTimeout(() => controller.abort(), 5)
    expect(await aborted).toHaveLength(2)
    expect(clock.pending).toEqual([])
  })
})
