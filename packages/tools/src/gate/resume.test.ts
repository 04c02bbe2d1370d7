import {
  createMessage,
  type EventLog,
  InteractionAnswer,
  type InteractionReply,
  LlmgineError,
  ToolCall,
  type ToolEffects,
  type ToolOutcome,
  ToolStarted,
} from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { createFakeClock } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type DefinedTool, defineTool } from '../definition/define-tool.ts'
import { createToolGate } from './create-tool-gate.ts'

type Pay = DefinedTool<{ n: number }, unknown>

const actor = { id: 'ana' }

function toolOf(change: Partial<Pay> = {}): Pay {
  const input = z.object({ n: z.number() })
  const base = { version: '1', description: 'Pays.', name: 'pay', input, approval: 'never', timeoutMs: 1_000 } as const
  return defineTool({ ...base, effects: 'create', execute: () => 'paid', ...change })
}

/** A log in which the call has been started by a process that is gone. */
async function brokenOff(start: { effects?: ToolEffects; name?: string; input?: unknown; attempts?: number } = {}) {
  const { log } = createMemoryStore()
  const clock = createFakeClock()
  const { effects = 'create', name = 'pay', input = { n: 1 }, attempts = 1 } = start
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const payload = { callId: 's/0/0', name, version: '1', effects, input }
    const message = createMessage(ToolStarted, payload, { sessionId: 's', actor, time: clock.now() })
    const onceKey = attempt === 1 ? 'call:s/0/0:started' : `call:s/0/0:started:${attempt}`
    await log.append('s', [{ message, onceKey }])
  }
  const call = async (tool: Pay, given: unknown = { n: 1 }): Promise<ToolOutcome> => {
    const gate = createToolGate({ tools: [tool], log, clock })
    const as = createMessage(ToolCall, { name: 'pay', arguments: '' }, { sessionId: 's', actor })
    const calling = gate.call({ name: 'pay', arguments: given, callId: 's/0/0' }, { as })
    calling.catch(() => {})
    await clock.advance(40_000)
    return calling
  }
  return { log, clock, call }
}

async function answer(log: EventLog, asked: ToolOutcome, reply: InteractionReply): Promise<void> {
  const interactionId = asked.status === 'waiting' ? asked.interactionId : expect.fail(asked.status)
  const message = createMessage(InteractionAnswer, { interactionId, reply }, { sessionId: 's', actor })
  await log.append('s', [{ message, onceKey: `answer:${interactionId}` }])
}

describe('a write that was begun and did not end', () => {
  it('is not concluded upon before its time is over, for it may be running elsewhere', async () => {
    const { log, clock } = await brokenOff()
    let asked = 0
    const reconcile = (): { status: 'done'; output: string } => {
      asked += 1
      return { status: 'done', output: 'paid before' }
    }
    const gate = createToolGate({ tools: [toolOf({ reconcile })], log, clock })
    const as = createMessage(ToolCall, { name: 'pay', arguments: '' }, { sessionId: 's', actor })
    const calling = gate.call({ name: 'pay', arguments: { n: 1 }, callId: 's/0/0' }, { as })
    await clock.advance(2_999)
    expect(asked).toBe(0)
    await clock.advance(1)
    expect(await calling).toEqual({ status: 'done', output: 'paid before' })
  })

  it('is given up on while waiting when the signal aborts', async () => {
    const { log, clock } = await brokenOff()
    const controller = new AbortController()
    const gate = createToolGate({ tools: [toolOf()], log, clock })
    const as = createMessage(ToolCall, { name: 'pay', arguments: '' }, { sessionId: 's', actor })
    const options = { as, signal: controller.signal }
    const calling = gate.call({ name: 'pay', arguments: { n: 1 }, callId: 's/0/0' }, options)
    calling.catch(() => {})
    await clock.advance(100)
    controller.abort(new LlmgineError('turn.stopped', 'Stopped.'))
    await expect(calling).rejects.toThrow('Stopped.')
    expect(clock.pending).toEqual([])
  })

  it('is begun again when its tool says that nothing happened', async () => {
    const { log, call } = await brokenOff()
    expect(await call(toolOf({ reconcile: () => ({ status: 'not-done' }) }))).toEqual({
      status: 'done',
      output: 'paid',
    })
    expect(await log.find('s', 'call:s/0/0:started:2')).toBeDefined()
  })

  it('is not begun for ever: what kills its process three times is a failure', async () => {
    const { call } = await brokenOff({ attempts: 3 })
    const outcome = await call(toolOf({ reconcile: () => ({ status: 'not-done' }) }))
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'tool.not_done' } })
  })

  it.each<[string, Partial<Pay>]>([
    ['cannot tell', { reconcile: () => ({ status: 'unknown' }) }],
    ['has no way to tell', {}],
    ['fails to tell', { reconcile: () => Promise.reject(new TypeError('offline')) }],
    ['never tells', { reconcile: () => new Promise(() => {}) }],
  ])('is asked about when its tool %s', async (_, change) => {
    const { log, call } = await brokenOff()
    const asked = await call(toolOf(change))
    expect(asked).toMatchObject({ interaction: { kind: 'settle', input: { n: 1 }, askedBy: actor } })
    await answer(log, asked, { kind: 'settle', tookPlace: true })
    expect(await call(toolOf(change))).toMatchObject({ status: 'done', output: expect.stringContaining('ana said') })
  })

  it('is asked about when its tool is gone', async () => {
    const { log, call } = await brokenOff()
    expect(await call(toolOf({ name: 'other' }))).toMatchObject({
      interaction: { kind: 'settle', tool: { name: 'pay' } },
    })
    expect(await log.find('s', 'call:s/0/0:finished')).toBeUndefined()
  })

  it('is reconciled by the input it was begun with, also where a choice had taken the place of its arguments', async () => {
    const { call } = await brokenOff({ input: { n: 2 } })
    const seen: unknown[] = []
    const reconcile = (input: unknown): { status: 'done'; output: string } => {
      seen.push(input)
      return { status: 'done', output: 'paid before' }
    }
    expect(await call(toolOf({ reconcile }))).toEqual({ status: 'done', output: 'paid before' })
    expect(seen).toEqual([{ n: 2 }])
  })

  it('is not taken for the call of another tool', async () => {
    const { call } = await brokenOff({ name: 'steal' })
    expect(await call(toolOf())).toMatchObject({ status: 'failed', error: { code: 'tool.call_id_reused' } })
  })
})

describe('a call that leaves no trace', () => {
  it('runs again without asking when it did not end', async () => {
    const { call } = await brokenOff({ effects: 'read' })
    expect(await call(toolOf({ effects: 'read' }))).toEqual({ status: 'done', output: 'paid' })
  })

  it('is begun anew when the tool has become a write since', async () => {
    const { log, call } = await brokenOff({ effects: 'read' })
    expect(await call(toolOf())).toEqual({ status: 'done', output: 'paid' })
    expect(await log.find('s', 'call:s/0/0:started:2')).toBeDefined()
  })
})

describe('a log that refuses', () => {
  function refusing(log: EventLog, type: string): EventLog {
    return {
      ...log,
      async append(sessionId, records) {
        if (records.some(({ message }) => message.type === type))
          throw new LlmgineError('store.full', 'The disk is full.')
        return log.append(sessionId, records)
      },
    }
  }

  it.each([
    ['tool.started', 0],
    ['tool.finished', 1],
  ])('%s: the call rejects, having run %d times, and is not run again', async (type, times) => {
    const { log } = createMemoryStore()
    const clock = createFakeClock()
    let runs = 0
    const execute = (): number => (runs += 1)
    const call = (to: EventLog): Promise<ToolOutcome> => {
      const gate = createToolGate({ tools: [toolOf({ execute })], log: to, clock })
      const as = createMessage(ToolCall, { name: 'pay', arguments: '' }, { sessionId: 's', actor })
      return gate.call({ name: 'pay', arguments: { n: 1 }, callId: 's/0/0' }, { as })
    }
    await expect(call(refusing(log, type))).rejects.toMatchObject({ code: 'store.full' })
    expect(runs).toBe(times)
    const again = call(log)
    await clock.advance(10_000)
    expect((await again).status).toBe(times === 0 ? 'done' : 'waiting')
    expect(runs).toBe(1)
  })

  it('that holds something else under the key of an end is not believed', async () => {
    const { log, call } = await brokenOff()
    const message = createMessage(ToolCall, { name: 'pay', arguments: '' }, { sessionId: 's' })
    await log.append('s', [{ message, onceKey: 'call:s/0/0:finished' }])
    await expect(call(toolOf())).rejects.toMatchObject({ code: 'tool.bad_record' })
  })

  it('and contradicts itself does not keep a call for ever', async () => {
    const { log } = createMemoryStore()
    const blind: EventLog = {
      ...log,
      append: async (_, [record]) => {
        throw new LlmgineError('log.conflict', 'Taken.', { details: { onceKey: record?.onceKey } })
      },
      find: async (_, key) =>
        key.endsWith(':started') && finds++ % 2 === 1
          ? { position: 1, message: createMessage(ToolCall, { name: 'pay', arguments: '' }, { sessionId: 's' }) }
          : undefined,
    }
    let finds = 0
    const gate = createToolGate({ tools: [toolOf()], log: blind })
    const as = createMessage(ToolCall, { name: 'pay', arguments: '' }, { sessionId: 's', actor })
    await expect(gate.call({ name: 'pay', arguments: { n: 1 } }, { as })).rejects.toMatchObject({
      code: 'tool.bad_record',
    })
  })
})
