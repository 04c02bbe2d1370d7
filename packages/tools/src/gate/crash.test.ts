import { createBus } from '@llmgine/bus'
import {
  type Actor,
  type Bus,
  type EventLog,
  InteractionAnswer,
  type InteractionReply,
  isLlmgineError,
  LlmgineError,
  ToolCall,
  type ToolOutcome,
} from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { createFakeClock, createSeededRandom, type FakeClock } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type DefinedTool, defineTool } from '../definition/define-tool.ts'
import { serveTools } from '../serve-tools.ts'

/** A process that dies at one of its operations on the log, before it or after it. */
interface Death {
  readonly operation: number
  readonly done: boolean
}

const actor: Actor = { id: 'ana' }
const callId = 's/0/0'

describe('a process that dies', () => {
  const operations = 30

  it.each([
    ['with a tool that knows what it did', true],
    ['with a tool that does not', false],
  ])('at any moment of a call, once: %s', async (_, knows) => {
    for (let operation = 1; operation <= operations; operation += 1) {
      for (const done of [false, true]) await expectOneEffect([{ operation, done }], knows)
    }
  })

  const seed = Date.now() % 100_000
  it(`again and again, at random moments (seed ${seed})`, async () => {
    const random = createSeededRandom(seed)
    const pick = (): Death => ({ operation: 1 + Math.floor(random() * operations), done: random() < 0.5 })
    for (let run = 0; run < 150; run += 1) await expectOneEffect([pick(), pick(), pick()], run % 2 === 0)
  })
})

/** Whatever happens, the write takes effect at most once, and the outcome says so. */
async function expectOneEffect(deaths: readonly Death[], knows: boolean): Promise<void> {
  const { log } = createMemoryStore()
  const clock = createFakeClock()
  const effects: string[] = []
  const tool = createPayment(effects, knows)
  let outcome: ToolOutcome | undefined
  for (let life = 0; life <= deaths.length && outcome === undefined; life += 1) {
    outcome = await live({ log: mortal(log, deaths[life]), clock, tool, tookPlace: () => effects.length > 0 })
  }
  const story = JSON.stringify({ deaths, knows, effects, outcome })
  expect(effects.length, story).toBeLessThanOrEqual(1)
  expect(outcome?.status === 'done', story).toBe(effects.length === 1)
  // A tool that can be asked is asked, so that nothing is left undone; without one a person is, who says what is so.
  if (knows) expect(effects, story).toEqual([callId])
  else if (effects.length === 0) expect(outcome, story).toMatchObject({ error: { code: 'tool.not_done' } })
}

type Payment = DefinedTool<{ amount: number }, string>

function createPayment(effects: string[], knows: boolean): Payment {
  const asked: Pick<Payment, 'reconcile'> = {
    reconcile: (_, { callId }) =>
      effects.includes(callId) ? { status: 'done', output: 'paid' } : { status: 'not-done' },
  }
  return defineTool({
    name: 'pay',
    version: '1',
    description: 'Pays.',
    effects: 'create',
    input: z.object({ amount: z.number() }),
    timeoutMs: 1_000,
    execute: async (_, context) => {
      effects.push(context.callId)
      return 'paid'
    },
    ...(knows ? asked : {}),
  })
}

interface Life {
  readonly log: EventLog
  readonly clock: FakeClock
  readonly tool: Payment
  readonly tookPlace: () => boolean
}

/** Makes the call and answers what it asks until it has its outcome; `undefined` when the process died. */
async function live({ log, clock, tool, tookPlace }: Life): Promise<ToolOutcome | undefined> {
  await using bus = createBus({ clock })
  serveTools(bus, { tools: [tool], log, clock, answers: true })
  try {
    for (;;) {
      const outcome = await inTime(clock, call(bus))
      if (outcome.status !== 'waiting') return outcome
      const { kind } = outcome.interaction
      const reply: InteractionReply =
        kind === 'settle' ? { kind, tookPlace: tookPlace() } : { kind: 'approve', approved: true }
      await inTime(clock, answer(bus, outcome.interactionId, reply))
    }
  } catch (error) {
    if (isLlmgineError(error, 'test.dead')) return undefined
    throw error
  }
}

function call(bus: Bus): Promise<ToolOutcome> {
  return bus.execute(ToolCall, { name: 'pay', arguments: '{"amount":5}', callId }, { sessionId: 's', actor })
}

async function answer(bus: Bus, interactionId: string, reply: InteractionReply): Promise<void> {
  try {
    await bus.execute(InteractionAnswer, { interactionId, reply }, { sessionId: 's', actor })
  } catch (error) {
    if (!isLlmgineError(error, 'interaction.already_answered')) throw error
  }
}

/** Lets time go on until a promise is settled. */
async function inTime<Value>(clock: FakeClock, promise: Promise<Value>): Promise<Value> {
  let settled = false
  const end = (): void => {
    settled = true
  }
  promise.then(end, end)
  while (!settled) await clock.advance(100)
  return promise
}

/** A log in a process that dies: from then on nothing it tries is done. */
function mortal(log: EventLog, death: Death | undefined): EventLog {
  let operation = 0
  const attempt = async <Value>(act: () => Promise<Value>): Promise<Value> => {
    operation += 1
    if (death === undefined || operation < death.operation) return act()
    if (operation === death.operation && death.done) await act()
    throw new LlmgineError('test.dead', 'The process is dead.')
  }
  return {
    ...log,
    append: (sessionId, records) => attempt(() => log.append(sessionId, records)),
    find: (sessionId, key) => attempt(() => log.find(sessionId, key)),
  }
}
