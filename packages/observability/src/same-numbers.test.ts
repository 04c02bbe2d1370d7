import { createBus, withLog } from '@llmgine/bus'
import { catalogue, createMessage, ModelResponded, TurnStarted } from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { describe, expect, it } from 'vitest'
import { conversation, responded } from './__fixtures__/messages.ts'
import { collectMetrics } from './collect-metrics.ts'
import { createMetrics } from './create-metrics.ts'
import { readMetrics } from './read-metrics.ts'

const journalled = new Set(catalogue.filter((definition) => definition.journalled).map(({ type }) => type))

describe('metrics of a live bus and of its log', () => {
  it('are the same', async () => {
    const { log } = createMemoryStore()
    await using bus = createBus()
    const layer = withLog(log)
    bus.use(layer)
    using live = collectMetrics(bus)
    for (const message of conversation()) {
      // Their senders write them: the gate the end of a call, the engine what comes of a turn.
      if (journalled.has(message.type)) await log.append('session', [{ message }])
      await bus.dispatch(message)
    }
    await layer.flush()
    const numbers = live.read()
    expect(numbers.models.gpt?.calls).toBe(2)
    expect(await readMetrics(log)).toEqual(numbers)
    expect(await readMetrics(log, { sessionId: 'session' })).toEqual(numbers)
  })

  it('go on from a log on a live bus', async () => {
    await using bus = createBus()
    const metrics = createMetrics()
    metrics.add(responded('gpt', 100))
    using live = collectMetrics(bus, metrics)
    await bus.dispatch(responded('gpt', 300))
    expect(live.read().models.gpt?.total).toEqual({ count: 2, p50Ms: 100, p95Ms: 300 })
  })
})

describe('collectMetrics', () => {
  it('adds up nothing after it was unsubscribed, and may be so twice', async () => {
    await using bus = createBus()
    const live = collectMetrics(bus)
    await bus.publish(TurnStarted, { turnId: 'one' })
    live.unsubscribe()
    live.unsubscribe()
    await bus.publish(TurnStarted, { turnId: 'two' })
    expect(live.read().turns.started).toBe(1)
    expect(bus.inspect().subscriptions).toEqual([])
  })
})

describe('readMetrics', () => {
  it('counts once what forks share', async () => {
    const { log } = createMemoryStore()
    await log.append('a', [{ message: responded('gpt', 1) }, { message: responded('gpt', 2) }])
    await log.fork('a', { at: 1, as: 'b' })
    await log.fork('b', { at: 1, as: 'c' })
    await log.append('b', [{ message: responded('gpt', 3) }])
    expect((await readMetrics(log)).models.gpt?.calls).toBe(3)
    expect((await readMetrics(log, { sessionId: 'b' })).models.gpt?.calls).toBe(2)
  })

  it('reads all of many sessions, the latest last', async () => {
    const { log } = createMemoryStore()
    for (let index = 0; index < 250; index += 1) await log.append(`s-${index}`, [{ message: responded('gpt', index) }])
    expect((await readMetrics(log)).models.gpt?.total).toEqual({ count: 250, p50Ms: 124, p95Ms: 237 })
  })

  it('throws the reason of its signal', async () => {
    const { log } = createMemoryStore()
    await log.append('a', [{ message: createMessage(ModelResponded, {} as never) }])
    const reason = new Error('enough')
    await expect(readMetrics(log, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})
