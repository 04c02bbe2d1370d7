import type { LoggedMessage, Message } from '@llmgine/contracts'
import { createSeededRandom } from '@llmgine/testing'
import { type KilledRun, runWithKills } from '@llmgine/testing/node'
import { describe, expect, it } from 'vitest'
import { temporaryPath } from './__fixtures__/temporary-path.ts'
import { createSqliteStore, type SqliteStore } from './create-sqlite-store.ts'

const program = `${import.meta.dirname}/__fixtures__/append-for-ever.ts`
const kills = process.env.LLMGINE_SOAK === undefined ? 25 : 500
const seed = Date.now() % 1_000_000

describe('a writer that is killed at random moments', () => {
  it(`loses nothing it acknowledged and tears no batch (${kills} kills)`, { timeout: kills * 2_000 }, async () => {
    console.log(`store-sqlite: ${kills} kills, seed ${seed}`)
    const path = temporaryPath()
    const acknowledged: number[] = []
    let read = { batches: 0, position: 0 }

    const check = async ({ lines }: KilledRun): Promise<void> => {
      acknowledged.push(...lines.map(Number))
      await using store = createSqliteStore({ path, readOnly: true })
      read = await readOn(store, read)
      expect(acknowledged.filter((batch) => batch >= read.batches)).toEqual([])
    }
    const random = createSeededRandom(seed)
    const node = ['--conditions=@llmgine/source', program, path]
    const runs = await runWithKills(node, { kills, random, withinMs: 60, finish: false, onRun: check })

    expect(runs.every((run) => run.killed)).toBe(true)
    expect(acknowledged.length).toBeGreaterThan(kills)
    await using store = createSqliteStore({ path })
    expect(await store.checkIntegrity()).toEqual([])
  })
})

/** Goes on reading where it stopped last: whole batches, one after the other, each with its key. Answers how far it came. */
async function readOn(
  { log }: SqliteStore,
  from: { readonly batches: number; readonly position: number },
): Promise<{ batches: number; position: number }> {
  let { position } = from
  const torn: LoggedMessage[] = []
  for await (const logged of log.read('session', { after: position })) {
    const batch = Math.floor(position / 10)
    const index = position % 10
    position += 1
    const { payload } = logged.message as Message<{ batch: number; index: number }>
    const isInPlace = logged.position === position && payload.batch === batch && payload.index === index
    const isKeyed = logged.onceKey === (index === 0 ? `batch:${batch}` : undefined)
    if (!isInPlace || !isKeyed) torn.push(logged)
  }
  expect(torn).toEqual([])
  expect(position % 10).toBe(0)
  return { batches: position / 10, position }
}
