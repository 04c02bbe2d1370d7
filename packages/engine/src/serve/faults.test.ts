import {
  type ChatMessage,
  InteractionAnswer,
  type LoggedMessage,
  SessionRead,
  type StepRecord,
  TurnSubmit,
} from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { createScriptedModel } from '@llmgine/testing'
import { defineTool } from '@llmgine/tools'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createFastClock } from '../__fixtures__/create-fast-clock.ts'
import { createFaultyLog, type Fault } from '../__fixtures__/create-faulty-log.ts'
import { createWorld, sessionId } from '../__fixtures__/create-world.ts'

/** Waiting for a call that another process may be making takes its whole timeout. */
const clock = createFastClock(200)

/** The world outside: what was written there cannot be taken back. */
function createLedger() {
  const writes: string[] = []
  const write = defineTool({
    name: 'write',
    version: '1',
    description: 'Writes a line into a ledger.',
    effects: 'create',
    timeoutMs: 1_000,
    input: z.object({ line: z.string() }),
    execute: async ({ line }, { callId }) => {
      writes.push(callId)
      return `wrote ${line}`
    },
    reconcile: (_, { callId }) =>
      writes.includes(callId) ? { status: 'done', output: 'wrote it' } : { status: 'not-done' },
  })
  const look = defineTool({
    ...write,
    name: 'look',
    effects: 'read',
    input: z.object({ line: z.string() }),
    execute: () => 'a line',
  })
  return { writes, tools: [write, look] }
}

/** A model without a memory: what it says depends on the conversation alone. */
function createModel() {
  return createScriptedModel(({ messages }) => {
    const results = messages
      .slice(messages.findLastIndex(({ role }) => role === 'user'))
      .filter(({ role }) => role === 'tool')
    if (results.length > 0) return 'Done.'
    return { toolCalls: ['write', 'look'].map((name) => ({ name, arguments: { line: 'milk' } })) }
  })
}

type World = ReturnType<typeof createWorld>

/** What a user interface does: it says its word, with the same id as often as it must, and approves what it is asked. */
async function converse({ bus }: World): Promise<void> {
  const options = { sessionId }
  await bus.execute(TurnSubmit, { content: 'Write milk', platformId: 'p-1' }, options)
  for (;;) {
    const { mark, waitingFor } = await bus.execute(SessionRead, undefined, options)
    if (mark === 'idle') return
    for (const { id } of waitingFor) {
      await bus
        .execute(InteractionAnswer, { interactionId: id, reply: { kind: 'approve', approved: true } }, options)
        .catch(() => undefined)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** One life with a fault at the n-th call of the log, and the next life without. Answers whether the fault came about. */
async function live(at: number, fault: Fault): Promise<boolean> {
  const { log } = createMemoryStore()
  const { writes, tools } = createLedger()
  const faulty = createFaultyLog(log, at, fault)
  const first = createWorld({ log: faulty.log, tools, model: createModel(), clock })
  await Promise.race([converse(first).catch(() => undefined), faulty.struck])
  await new Promise((resolve) => setTimeout(resolve, 5))
  if (!fault.startsWith('hangs')) {
    await first.engine.close()
    // What the log did not keep of others is told here.
    await first.bus.close().catch(() => undefined)
  }

  await using second = createWorld({ log, tools, model: createModel(), clock })
  await second.engine.resumed
  await converse(second)
  const records = await second.records()
  expectSound(records, (await second.read()).state as unknown as { messages: ChatMessage[] })
  expect(new Set(writes).size).toBe(writes.length)
  if (fault.startsWith('hangs')) expectDone(records, writes)
  expect(await second.say('Once more')).toMatchObject({ type: 'halted' })
  return faulty.calls >= at
}

/** Nothing twice, nothing missing, and a conversation that a model can go on with. */
function expectSound(records: readonly LoggedMessage[], { messages }: { messages: ChatMessage[] }): void {
  const steps = payloadsOf<StepRecord>(records, 'step.')
  expect(steps.map(({ sequence }) => sequence)).toEqual(steps.map((_, index) => index))
  expect(messages.filter(({ role }) => role === 'user')).toHaveLength(1)
  expect(records.filter(({ message }) => message.type === 'turn.started')).toHaveLength(1)
  expect(records.filter(({ message }) => ['turn.finished', 'turn.failed'].includes(message.type))).toHaveLength(1)
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? (message.toolCalls ?? []) : []))
  expect(messages.filter(({ role }) => role === 'tool')).toHaveLength(calls.length)
}

/** A process that died loses nothing: the turn came to its end, and what was approved was done. */
function expectDone(records: readonly LoggedMessage[], writes: readonly string[]): void {
  expect(payloadsOf<{ reason: string }>(records, 'turn.finished')).toMatchObject([{ reason: 'answered' }])
  expect(writes).toHaveLength(1)
}

function payloadsOf<Payload>(records: readonly LoggedMessage[], prefix: string): Payload[] {
  const found = records.filter(({ message }) => message.type.startsWith(prefix))
  return found.map(({ message }) => message.payload as Payload)
}

describe.each<Fault>(['fails before', 'fails after', 'hangs before', 'hangs after'])(
  'a log of which one call %s',
  (fault) => {
    test('harms no session, whichever call it is', { timeout: 20_000 }, async () => {
      let at = 1
      while (await live(at, fault)) at += 1
      expect(at).toBeGreaterThan(30)
    })
  },
)
