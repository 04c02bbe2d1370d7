import {
  type ChatMessage,
  InteractionAnswer,
  SessionRead,
  type StepRecord,
  TurnSteer,
  TurnStop,
  TurnSubmit,
} from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { createScriptedModel, createSeededRandom } from '@llmgine/testing'
import { defineTool } from '@llmgine/tools'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createFastClock } from '../__fixtures__/create-fast-clock.ts'
import { createFaultyLog } from '../__fixtures__/create-faulty-log.ts'
import { createWorld, sessionId } from '../__fixtures__/create-world.ts'

const rounds = process.env.LLMGINE_SOAK === undefined ? 40 : 2_000
const seed = Date.now() % 1_000_000
const clock = createFastClock(30)
type World = ReturnType<typeof createWorld>

/** Everything that may happen to a session, in any order: people who speak, interrupt, stop and approve; processes that come, go and die. */
async function live(random: () => number): Promise<void> {
  const { log } = createMemoryStore()
  const writes: string[] = []
  const tools = ['write', 'sign'].map((name) =>
    defineTool({
      name,
      version: '1',
      description: 'Writes.',
      effects: 'create',
      approval: name === 'sign' ? 'always' : 'never',
      timeoutMs: 1_000,
      input: z.object({ line: z.string() }),
      execute: async (_, { callId }) => {
        if (random() < 0.5) await pause(random() * 2)
        writes.push(callId)
        return 'written'
      },
      reconcile: (_, { callId }) =>
        writes.includes(callId) ? { status: 'done', output: 'written' } : { status: 'not-done' },
    }),
  )
  const model = () =>
    createScriptedModel(async ({ messages }) => {
      await pause(random() * 2)
      if (messages.at(-1)?.role === 'tool' || random() < 0.3) return 'Done.'
      const names = ['write', 'sign', 'write', 'nothing'].filter(() => random() < 0.5)
      return { text: 'Let me see.', toolCalls: names.map((name) => ({ name, arguments: { line: String(random()) } })) }
    })
  const start = (): World => {
    const faulty = random() < 0.5 ? createFaultyLog(log, Math.ceil(random() * 60), 'hangs after').log : log
    return createWorld({ log: faulty, tools, model: model(), clock })
  }
  let worlds = [start()]
  const acknowledged = new Set<string>()
  const submit = async (definition: typeof TurnSubmit, platformId: string): Promise<void> => {
    const world = worlds[Math.floor(random() * worlds.length)]
    const sent = world?.bus.execute(definition, { content: platformId, platformId }, { sessionId })
    const answer = await Promise.race([sent, pause(5)])
    if (answer !== undefined) acknowledged.add(platformId)
  }

  for (let step = 0; step < 30; step += 1) {
    const chance = random()
    const world = worlds[Math.floor(random() * worlds.length)]
    if (chance < 0.25) await submit(TurnSubmit, `say ${step}`)
    else if (chance < 0.35) await submit(TurnSubmit, `say ${Math.floor(random() * step)}`)
    else if (chance < 0.45) await submit(TurnSteer, `steer ${step}`)
    else if (chance < 0.55) void world?.bus.execute(TurnStop, undefined, { sessionId }).catch(() => undefined)
    else if (chance < 0.75 && world !== undefined) await Promise.race([answerAll(world, random), pause(5)])
    else if (chance < 0.85 && worlds.length < 3) worlds = [...worlds, start()]
    else if (chance < 0.92) void worlds.shift()?.engine.close()
    else await pause(random() * 3)
    if (worlds.length === 0) worlds = [start()]
  }
  for (const world of worlds) void world.engine.close()

  await using last = createWorld({ log, tools, model: model(), clock })
  await expect.poll(() => answerAll(last, random), { timeout: 20_000, interval: 2 }).toBe('idle')
  await expectSound(last, { acknowledged, writes })
}

/** Answers whatever is asked, and with what the session did before. */
async function answerAll({ bus }: World, random: () => number): Promise<string> {
  const { waitingFor, mark } = await bus.execute(SessionRead, undefined, { sessionId })
  for (const { id, kind } of waitingFor) {
    const approved = random() < 0.7
    const reply = kind === 'settle' ? ({ kind, tookPlace: false } as const) : ({ kind: 'approve', approved } as const)
    await bus
      .execute(
        InteractionAnswer,
        { interactionId: id, reply: reply as { kind: 'approve'; approved: true } },
        { sessionId },
      )
      .catch(() => undefined)
  }
  return mark
}

async function expectSound(
  world: World,
  { acknowledged, writes }: { readonly acknowledged: ReadonlySet<string>; readonly writes: readonly string[] },
): Promise<void> {
  const messages = (await world.records()).map(({ message }) => message)
  const of = <Payload>(type: string) =>
    messages.filter((message) => message.type === type).map(({ id, payload }) => ({ id, payload: payload as Payload }))
  const steps = messages.filter(({ type }) => type.startsWith('step.')).map(({ payload }) => payload as StepRecord)
  expect(steps.map(({ sequence }) => sequence)).toEqual(steps.map((_, index) => index))
  expect(new Set(writes).size).toBe(writes.length)

  type Input = { platformId: string }
  type OfTurn = { turnId: string }
  const inputs = [...of<Input>('turn.submit'), ...of<Input>('turn.steer')]
  const said = new Set(inputs.map(({ payload }) => payload.platformId))
  expect([...acknowledged].filter((platformId) => !said.has(platformId))).toEqual([])
  const started = of<OfTurn>('turn.started').map(({ payload }) => payload.turnId)
  const ended = [...of<OfTurn>('turn.finished'), ...of<OfTurn>('turn.failed')].map(({ payload }) => payload.turnId)
  expect(new Set(started).size).toBe(started.length)
  expect(ended.toSorted()).toEqual(started.toSorted())
  const steered = steps.flatMap(({ patch = [] }) => patch.flatMap((one) => ('message' in one ? [one.message] : [])))
  expect(inputs.filter(({ id }) => !started.includes(id) && !steered.includes(id))).toEqual([])

  const { messages: conversation } = (await world.read()).state as { messages: ChatMessage[] }
  const words = conversation.filter(({ role }) => role === 'user').map(({ content }) => content)
  expect(words.toSorted()).toEqual([...said].toSorted())
  expect(unanswered(conversation)).toEqual([])
}

/** Tool calls that have no result, or results without a call, before the next word is said. */
function unanswered(conversation: readonly ChatMessage[]): string[] {
  let open: string[] = []
  const wrong: string[] = []
  for (const message of conversation) {
    if (message.role === 'tool') {
      if (!open.includes(message.toolCallId)) wrong.push(`no call ${message.toolCallId}`)
      open = open.toSpliced(open.indexOf(message.toolCallId), 1)
    } else {
      wrong.push(...open)
      open = message.role === 'assistant' ? (message.toolCalls ?? []).map(({ id }) => id) : []
    }
  }
  return [...wrong, ...open]
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined))
}

test(`whatever happens in whatever order, nothing is lost or done twice (${rounds} lives)`, {
  timeout: rounds * 2_000,
}, async () => {
  for (let round = 0; round < rounds; round += 1) {
    try {
      await live(createSeededRandom(seed + round))
    } catch (error) {
      throw new Error(`seed ${seed + round}`, { cause: error })
    }
  }
})
