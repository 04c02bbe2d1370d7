import { createBus } from '@llmgine/bus'
import {
  type EventLog,
  HandlerFailed,
  InteractionAnswer,
  InteractionRequested,
  LlmgineError,
  ToolCall,
  ToolPreview,
} from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { createFakeClock, testToolGate } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineTool } from './definition/define-tool.ts'
import { serveTools } from './serve-tools.ts'

testToolGate('serveTools', () => ({
  createLog: () => createMemoryStore().log,
  serve({ tools, log, clock, expiresInMs, entitled }) {
    const bus = createBus({ clock })
    serveTools(bus, { tools, log, clock, expiresInMs, entitled: entitled && (() => entitled), answers: true })
    return bus
  },
}))

const pay = defineTool({
  name: 'pay',
  version: '1',
  description: 'Pays.',
  effects: 'create',
  input: z.object({ n: z.number() }),
  execute: () => 'paid',
})
const send = { sessionId: 's', actor: { id: 'ana' } }

describe('serveTools', () => {
  it('takes away what it added, and nothing else, once or twice', async () => {
    const bus = createBus()
    const { log } = createMemoryStore()
    const served = serveTools(bus, { tools: [pay], log, answers: true })
    expect(
      bus
        .inspect()
        .handlers.map(({ type }) => type)
        .sort(),
    ).toEqual(['interaction.answer', 'tool.call', 'tool.list', 'tool.preview'])
    served.unsubscribe()
    served[Symbol.dispose]()
    expect(bus.inspect().handlers).toEqual([])
    serveTools(bus, { tools: [pay], log })
  })

  it('leaves the bus as it was when somebody serves tools there already', async () => {
    const bus = createBus()
    bus.handle(ToolPreview, () => ({ summary: 'mine' }))
    expect(() => serveTools(bus, { tools: [pay] })).toThrow(expect.objectContaining({ code: 'bus.duplicate_handler' }))
    expect(bus.inspect().handlers.map(({ type }) => type)).toEqual(['tool.preview'])
  })

  it('leaves answers to the engine unless told otherwise, and its questions carry no call', async () => {
    const bus = createBus()
    const { log } = createMemoryStore()
    serveTools(bus, { tools: [pay], log })
    const asked = bus.once(InteractionRequested)
    await bus.execute(ToolCall, { name: 'pay', arguments: { n: 1 } }, send)
    expect((await asked).payload.call).toBeUndefined()
    const answer = {
      interactionId: (await asked).payload.interaction.id,
      reply: { kind: 'approve', approved: true },
    } as const
    await expect(bus.execute(InteractionAnswer, answer, send)).rejects.toMatchObject({ code: 'bus.no_handler' })
  })

  it('keeps no timer of a question that was answered, or when it is taken away', async () => {
    const clock = createFakeClock()
    const bus = createBus({ clock })
    const { log } = createMemoryStore()
    const served = serveTools(bus, { tools: [pay], log, clock, expiresInMs: 60_000, answers: true })
    const first = await bus.execute(ToolCall, { name: 'pay', arguments: { n: 1 } }, send)
    const interactionId = first.status === 'waiting' ? first.interactionId : expect.fail(first.status)
    expect(clock.pending).toHaveLength(1)
    await bus.execute(InteractionAnswer, { interactionId, reply: { kind: 'approve', approved: true } }, send)
    expect(clock.pending).toEqual([])
    await bus.execute(ToolCall, { name: 'pay', arguments: { n: 2 } }, send)
    served.unsubscribe()
    expect(clock.pending).toEqual([])
  })

  it('closes a question for who answers too late, also after a restart', async () => {
    const clock = createFakeClock()
    const { log } = createMemoryStore()
    const first = createBus({ clock })
    const served = serveTools(first, { tools: [pay], log, clock, expiresInMs: 60_000, answers: true })
    const asked = await first.execute(ToolCall, { name: 'pay', arguments: { n: 1 }, callId: 's/0/0' }, send)
    const interactionId = asked.status === 'waiting' ? asked.interactionId : expect.fail(asked.status)
    served.unsubscribe()
    const bus = createBus({ clock })
    serveTools(bus, { tools: [pay], log, clock, expiresInMs: 60_000, answers: true })
    await clock.advance(60_000)
    const answer = bus.execute(InteractionAnswer, { interactionId, reply: { kind: 'approve', approved: true } }, send)
    await expect(answer).rejects.toMatchObject({ code: 'interaction.expired' })
    expect(await log.find('s', 'call:s/0/0:finished')).toMatchObject({
      message: { payload: { outcome: { status: 'denied' } } },
    })
  })

  it('tells on the bus what fails when the clock strikes', async () => {
    const clock = createFakeClock()
    const bus = createBus({ clock })
    const { log } = createMemoryStore()
    let broken = false
    const failing: EventLog = {
      ...log,
      find: async (sessionId, key) => {
        if (broken) throw new LlmgineError('store.locked', 'Somebody holds the file.')
        return log.find(sessionId, key)
      },
    }
    serveTools(bus, { tools: [pay], log: failing, clock, expiresInMs: 60_000, answers: true })
    await bus.execute(ToolCall, { name: 'pay', arguments: { n: 1 } }, send)
    broken = true
    const failed = bus.once(HandlerFailed)
    await clock.advance(60_000)
    expect((await failed).payload).toMatchObject({ error: { code: 'store.locked' } })
  })
})
