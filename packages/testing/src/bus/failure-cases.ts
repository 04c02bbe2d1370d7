import { type Bus, HandlerFailed, type HandlerFailedPayload, LlmgineError } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { Counted } from './counted.ts'
import type { CreateBus } from './create-bus.ts'
import { Noted } from './noted.ts'
import { later, soon } from './soon.ts'
import { withBus } from './with-bus.ts'

export const failureCases: readonly ConformanceCase<CreateBus>[] = [
  {
    name: 'lets a handler that throws harm neither its siblings nor the publisher',
    run: withBus(async (bus) => {
      const heard: number[] = []
      bus.on(Counted, () => fail(), { priority: 10 })
      bus.on(Counted, async () => fail())
      bus.on(Counted, (number) => heard.push(number))
      bus.on(Counted, (number) => heard.push(number), { priority: 60 })
      await soon(bus.publish(Counted, 1))
      expect(heard).toEqual([1, 1])
      expect(bus.inspect().subscriptions).toMatchObject([{ failed: 1 }, { failed: 1 }, { handled: 1 }, { handled: 1 }])
    }),
  },
  {
    name: 'tells of a handler that throws, with the error as data and the event as the cause',
    run: withBus(async (bus) => {
      const told = failuresOn(bus)
      const causes: (string | undefined)[] = []
      bus.on(HandlerFailed, (_, { message }) => causes.push(message.causationId, message.sessionId))
      bus.on(Counted, () => fail())
      await soon(bus.publish(Counted, 1, { id: 'the event', sessionId: 'a' }))
      await later()
      expect(told).toEqual([
        {
          messageId: 'the event',
          messageType: 'test.counted',
          error: expect.objectContaining({ code: 'test.broken' }),
        },
      ])
      expect(causes).toEqual(['the event', 'a'])
    }),
  },
  {
    name: 'tells of a filter that throws, as of its handler',
    run: withBus(async (bus) => {
      const told = failuresOn(bus)
      bus.on(Counted, () => undefined, { filter: () => fail() })
      await soon(bus.publish(Counted, 1))
      await later()
      expect(told).toHaveLength(1)
      expect(bus.inspect().subscriptions.find(({ type }) => type === 'test.counted')).toMatchObject({
        offered: 1,
        failed: 1,
      })
    }),
  },
  {
    name: 'never loops on failures, those of the handlers of failures included',
    run: withBus(async (bus) => {
      let calls = 0
      const count = (): void => {
        calls += 1
        if (calls < 50) fail()
      }
      bus.on(HandlerFailed, count)
      bus.on('*', async () => count())
      await soon(bus.publish(Counted, 1))
      await later()
      expect(calls).toBe(3)
    }),
  },
  {
    name: 'never loops on failures that come of failures by a detour',
    run: withBus(async (bus) => {
      let calls = 0
      bus.on(Noted, () => fail())
      bus.on(HandlerFailed, async (_, context) => {
        calls += 1
        if (calls < 50) await context.bus.publish(Noted, calls)
      })
      await soon(bus.publish(Noted, 0))
      await later()
      expect(calls).toBeLessThan(10)
    }),
  },
]

function fail(): never {
  throw new LlmgineError('test.broken', 'Broken.')
}

function failuresOn(bus: Bus): HandlerFailedPayload[] {
  const told: HandlerFailedPayload[] = []
  bus.on(HandlerFailed, (payload) => told.push(payload))
  return told
}
