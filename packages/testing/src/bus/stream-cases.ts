import type { EventStream } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { Counted } from './counted.ts'
import type { CreateBus } from './create-bus.ts'
import { Noted } from './noted.ts'
import { isPending, later, soon } from './soon.ts'
import { withBus } from './with-bus.ts'

export const streamCases: readonly ConformanceCase<CreateBus>[] = [
  {
    name: 'iterates over events in order, from the moment the iterator was made',
    run: withBus(async (bus) => {
      await using events = bus.events(Counted, { filter: ({ payload }) => payload !== 2 })
      for (const number of [1, 2, 3]) await soon(bus.publish(Counted, number))
      await soon(bus.publish(Noted, 9))
      const asked = [events.next(), events.next(), events.next()]
      await soon(bus.publish(Counted, 4))
      const taken = await soon(Promise.all(asked))
      expect(taken.map(({ value }) => value?.payload)).toEqual([1, 3, 4])
    }),
  },
  {
    name: 'frees an iterator when its loop is left',
    run: withBus(async (bus) => {
      const events = bus.events(Counted)
      for (const number of [1, 2, 3]) await soon(bus.publish(Counted, number))
      for await (const { payload } of events) if (payload === 2) break
      expect(bus.inspect().subscriptions).toEqual([])
      expect(await soon(events.next())).toEqual({ value: undefined, done: true })
    }),
  },
  {
    name: 'frees an iterator when its signal aborts, and ends whoever waits for it',
    run: withBus(async (bus) => {
      const controller = new AbortController()
      const events = bus.events(Counted, { signal: controller.signal })
      const asked = events.next()
      controller.abort()
      expect(await soon(asked)).toEqual({ value: undefined, done: true })
      expect(bus.inspect().subscriptions).toEqual([])
      const late = bus.events(Counted, { signal: controller.signal })
      expect(await soon(late.next())).toEqual({ value: undefined, done: true })
    }),
  },
  {
    name: 'frees an iterator when it is disposed of, twice as well',
    run: withBus(async (bus) => {
      const events = bus.events(Counted)
      const asked = events.next()
      await soon(Promise.resolve(events[Symbol.asyncDispose]()))
      await soon(Promise.resolve(events[Symbol.asyncDispose]()))
      expect(await soon(asked)).toEqual({ value: undefined, done: true })
      expect(bus.inspect().subscriptions).toEqual([])
      await soon(bus.publish(Counted, 1))
    }),
  },
  {
    name: 'lets a publish wait for room in the queue of an iterator, and for nothing else of it',
    run: withBus(async (bus) => {
      const events = bus.events(Counted, { queue: { limit: 1 } })
      await soon(bus.publish(Counted, 1))
      const second = bus.publish(Counted, 2)
      const third = bus.publish(Counted, 3)
      expect(await isPending(second)).toBe(true)
      expect(await payloads(events, 1)).toEqual([1])
      await soon(second)
      expect(await isPending(third)).toBe(true)
      await soon(Promise.resolve(events[Symbol.asyncDispose]()))
      await soon(third)
    }),
  },
  {
    name: 'drops what the queue of an iterator has no room for, when told to',
    run: withBus(async (bus) => {
      const newest = bus.events(Counted, { queue: { limit: 2, overflow: 'drop-oldest' } })
      const oldest = bus.events(Counted, { queue: { limit: 2, overflow: 'drop-newest' } })
      for (const number of [1, 2, 3]) await soon(bus.publish(Counted, number))
      const refusing = bus.events(Counted, { queue: { limit: 0, overflow: 'error' } })
      await expect(soon(bus.publish(Counted, 4))).rejects.toMatchObject({ code: 'bus.queue_full' })
      expect(await payloads(newest, 2)).toEqual([3, 4])
      expect(await payloads(oldest, 2)).toEqual([1, 2])
      await soon(Promise.resolve(refusing[Symbol.asyncDispose]()))
      expect(bus.inspect().subscriptions).toMatchObject([
        { offered: 4, dropped: 2, handled: 1, running: 1 },
        { offered: 4, dropped: 2, handled: 1, running: 1 },
      ])
    }),
  },
  {
    name: 'never lets the events of one session fill the queue of an iterator for another',
    run: withBus(async (bus) => {
      const events = bus.events(Counted, { queue: { limit: 1 } })
      await soon(bus.publish(Counted, 1, { sessionId: 'a' }))
      const second = bus.publish(Counted, 2, { sessionId: 'a' })
      await soon(bus.publish(Counted, 3, { sessionId: 'b' }))
      expect(await isPending(second)).toBe(true)
      expect(await payloads(events, 3)).toEqual([1, 2, 3])
      await soon(second)
    }),
  },
  {
    name: 'cannot deadlock when the body of a loop publishes, as the event it has, into its own full queue',
    run: withBus(async (bus) => {
      const seen: number[] = []
      const events = bus.events(Counted, { queue: { limit: 1 } })
      const loop = async (): Promise<void> => {
        for await (const message of events) {
          seen.push(message.payload)
          if (message.payload === 0) {
            for (const number of [1, 2, 3]) await bus.as(message).publish(Counted, number)
          }
          if (message.payload === 3) break
        }
      }
      const looping = loop()
      await soon(bus.publish(Counted, 0))
      await soon(looping)
      expect(seen).toEqual([0, 1, 2, 3])
      await later()
    }),
  },
]

async function payloads(events: EventStream<number>, count: number): Promise<number[]> {
  const taken: number[] = []
  for (let at = 0; at < count; at++) taken.push((await soon(events.next())).value.payload)
  return taken
}
