import { createMessage, ModelResponded, ToolFinished } from '@llmgine/contracts'
import { describe, expect, it } from 'vitest'
import { conversation, finished, responded } from './__fixtures__/messages.ts'
import { createMetrics } from './create-metrics.ts'
import type { Metrics } from './metrics.ts'

describe('createMetrics', () => {
  it('is all zeros at first', () => {
    const none = { count: 0, p50Ms: 0, p95Ms: 0 }
    expect(createMetrics().read()).toEqual({
      models: {},
      tools: {},
      turns: { started: 0, finished: 0, halted: 0, failed: 0, duration: none },
      failures: { model: {}, tool: {}, turn: {} },
    })
  })

  it('adds up tokens, cost and latency by model', () => {
    expect(fold(conversation()).models).toEqual({
      gpt: {
        calls: 2,
        attempts: 3,
        inputTokens: 30,
        outputTokens: 12,
        cachedTokens: 15,
        reasoningTokens: 2,
        costUsd: 0.5,
        callsWithoutCost: 1,
        firstToken: { count: 1, p50Ms: 200, p95Ms: 200 },
        total: { count: 2, p50Ms: 400, p95Ms: 800 },
      },
      local: expect.objectContaining({ calls: 1, costUsd: 0.25, callsWithoutCost: 0 }),
    })
  })

  it('adds up outcomes and latency by tool, failures by code, and turns', () => {
    const { tools, turns, failures } = fold(conversation())
    expect(tools).toEqual({
      add: { calls: 1, done: 1, failed: 0, denied: 0, unknown: 0, duration: { count: 1, p50Ms: 12, p95Ms: 12 } },
      send: { calls: 3, done: 0, failed: 1, denied: 1, unknown: 1, duration: { count: 2, p50Ms: 40, p95Ms: 90 } },
    })
    expect(turns).toEqual({
      started: 1,
      finished: 1,
      halted: 1,
      failed: 1,
      duration: { count: 1, p50Ms: 1_500, p95Ms: 1_500 },
    })
    expect(failures).toEqual({
      model: { 'model.rate_limited': 1 },
      tool: { 'tool.failed': 1 },
      turn: { 'model.rate_limited': 1 },
    })
  })

  it('tells exact percentiles of the latest thousand', () => {
    const times = Array.from({ length: 100 }, (_, index) => index + 1).toReversed()
    expect(fold(times.map((totalMs) => responded('gpt', totalMs))).models.gpt?.total).toEqual({
      count: 100,
      p50Ms: 50,
      p95Ms: 95,
    })
    const long = [...Array.from({ length: 5_000 }, () => 9_999), ...Array.from({ length: 1_000 }, () => 7)]
    expect(fold(long.map((totalMs) => responded('gpt', totalMs))).models.gpt?.total).toEqual({
      count: 6_000,
      p50Ms: 7,
      p95Ms: 7,
    })
  })

  it('tells two hundred names apart and no more', () => {
    const { tools } = fold(
      Array.from({ length: 1_000 }, (_, index) => finished(`tool-${index}`, { status: 'denied', reason: 'unknown' })),
    )
    expect(Object.keys(tools)).toHaveLength(201)
    expect(tools['(other)']?.calls).toBe(800)
    expect(tools['tool-0']?.calls).toBe(1)
  })

  it('takes rubbish for nothing', () => {
    const rubbish = [null, undefined, 'text', 7, [], {}, { response: null }, { response: { model: 7 } }, { name: {} }]
    const messages = rubbish.flatMap((payload) => [
      createMessage(ModelResponded, payload as never),
      createMessage(ToolFinished, payload as never),
    ])
    expect(fold(messages)).toEqual(fold([]))
    const half = createMessage(ModelResponded, {
      route: 'chat',
      response: { model: 'gpt', usage: { inputTokens: 'many', outputTokens: Number.NaN }, timing: { totalMs: '9' } },
    } as never)
    expect(fold([half]).models.gpt).toMatchObject({ calls: 1, inputTokens: 0, outputTokens: 0, total: { count: 0 } })
    const named = finished('__proto__', { status: 'done', output: 1 }, 1)
    expect(Object.keys(fold([named]).tools)).toEqual(['__proto__'])
  })
})

function fold(messages: Iterable<Parameters<ReturnType<typeof createMetrics>['add']>[0]>): Metrics {
  const metrics = createMetrics()
  for (const message of messages) metrics.add(message)
  return metrics.read()
}
