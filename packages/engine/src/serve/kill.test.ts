import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EventLog, InteractionAnswer, isMessage, type Message, type StepRecord } from '@llmgine/contracts'
import { createSqliteStore } from '@llmgine/store-sqlite'
import { createSeededRandom } from '@llmgine/testing'
import { runWithKills } from '@llmgine/testing/node'
import { expect, test } from 'vitest'

const program = `${import.meta.dirname}/../__fixtures__/work-until-killed.ts`
const kills = process.env.LLMGINE_SOAK === undefined ? 25 : 500
const seed = Date.now() % 1_000_000

test(`a process killed at random moments loses nothing and does nothing twice (${kills} kills)`, {
  timeout: kills * 4_000,
}, async () => {
  console.log(`engine: ${kills} kills, seed ${seed}`)
  const folder = mkdtempSync(join(tmpdir(), 'llmgine-engine-'))
  const node = ['--conditions=@llmgine/source', program, folder]
  const random = createSeededRandom(seed)
  const runs = await runWithKills(node, { kills, random, withinMs: 120, finish: false })
  expect(runs.filter(({ killed }) => killed)).toHaveLength(kills)
  await runWithKills([...node, 'last'], { kills: 0, random })

  await using store = createSqliteStore({ path: join(folder, 'store.db'), readOnly: true })
  const sessions = (await store.log.sessions({ limit: 10_000 })).items
  expect(sessions.filter(({ mark }) => mark !== 'idle')).toEqual([])
  const turns = await Promise.all(sessions.map(({ id }) => checkSession(store.log, id)))
  const ledger = readFileSync(join(folder, 'ledger'), 'utf8').trimEnd().split('\n')
  expect(ledger.filter((line, index) => ledger.indexOf(line) !== index)).toEqual([])
  const wanted = turns
    .flat()
    .flatMap(({ content, denied }) =>
      ['note', 'post', 'sign'].filter((name) => !denied.includes(name)).map((name) => `${name} ${content}`),
    )
  expect(ledger.toSorted()).toEqual(wanted.toSorted())
  expect(wanted.length).toBeGreaterThan(kills)
})

interface CheckedTurn {
  readonly content: string
  /** What a person said had not taken place. */
  readonly denied: readonly string[]
}

/** Every input once and in order, every step once, every turn with its end. */
async function checkSession(log: EventLog, sessionId: string): Promise<CheckedTurn[]> {
  const records = await Array.fromAsync(log.read(sessionId))
  const messages = records.map(({ message }) => message)
  const of = (type: string): Message[] => messages.filter((message) => message.type === type)
  const steps = messages.filter(({ type }) => type.startsWith('step.'))
  expect(steps.map(({ payload }) => (payload as StepRecord).sequence)).toEqual(steps.map((_, index) => index))
  expect(of('step.failed')).toEqual([])
  const inputs = of('turn.submit') as Message<{ content: string }>[]
  const ids = inputs.map(({ id }) => id)
  for (const type of ['turn.started', 'turn.finished']) {
    expect((of(type) as Message<{ turnId: string }>[]).map(({ payload }) => payload.turnId)).toEqual(ids)
  }
  return inputs.map(({ id, payload: { content } }) => ({ content, denied: deniedIn(messages, id) }))
}

function deniedIn(messages: readonly Message[], turnId: string): string[] {
  const from = messages.findIndex(
    ({ type, payload }) => type === 'turn.started' && (payload as { turnId: string }).turnId === turnId,
  )
  const to = messages.findIndex(
    ({ type, payload }) => type === 'turn.finished' && (payload as { turnId: string }).turnId === turnId,
  )
  return messages.slice(from, to).flatMap((message) => {
    if (!isMessage(InteractionAnswer, message) || message.payload.reply.kind !== 'settle') return []
    return message.payload.reply.tookPlace ? [] : [String(message.payload.interactionId.split('/')[1])]
  })
}
