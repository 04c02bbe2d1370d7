import { SessionClosed } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { Counted } from './counted.ts'
import type { CreateBus } from './create-bus.ts'
import { createGate } from './create-gate.ts'
import { Double } from './double.ts'
import { Noted } from './noted.ts'
import { isPending, later, soon } from './soon.ts'
import { withBus } from './with-bus.ts'

export const closingCases: readonly ConformanceCase<CreateBus>[] = [
  {
    name: 'lets what runs end and send what it has to, but takes nothing new, when it is closed',
    run: withBus(async (bus, clock) => {
      const gate = createGate()
      const heard: string[] = []
      bus.handle(Double, async (number, context) => {
        await gate.opened
        await context.bus.publish(Noted, number)
        return number * 2
      })
      bus.on(Noted, async () => {
        await later()
        heard.push('noted')
      })
      const result = bus.execute(Double, 21)
      const closing = bus.close()
      const refusal = { code: 'bus.closed' }
      await expect(soon(bus.publish(Counted, 1))).rejects.toMatchObject(refusal)
      await expect(soon(bus.execute(Double, 1))).rejects.toMatchObject(refusal)
      expect(await isPending(closing)).toBe(true)
      gate.open()
      expect(await soon(result)).toBe(42)
      expect(await soon(closing)).toEqual({ drained: true, left: [] })
      expect(heard).toEqual(['noted'])
      expect(clock.pending).toEqual([])
    }),
  },
  {
    name: 'says what it left when the limit passes, and tells it to stop',
    run: withBus(async (bus, clock) => {
      const reasons: unknown[] = []
      const never = createGate()
      bus.handle(Double, async (number, { signal }) => {
        signal.addEventListener('abort', () => reasons.push(signal.reason))
        await never.opened
        return number
      })
      bus.on(Counted, () => never.opened, { concurrency: 1 })
      const sent = [bus.execute(Double, 1), bus.publish(Counted, 1), bus.publish(Counted, 2)]
      const closing = bus.close({ timeoutMs: 200 })
      await later()
      await clock.advance(199)
      expect(await isPending(closing)).toBe(true)
      expect(reasons).toEqual([])
      await clock.advance(1)
      const report = await soon(closing)
      expect(report.drained).toBe(false)
      expect(report.left).toHaveLength(2)
      expect(report.left).toContainEqual({ kind: 'command', type: 'test.double', count: 1 })
      expect(report.left).toContainEqual({ kind: 'event', type: 'test.counted', count: 2 })
      expect(reasons).toMatchObject([{ code: 'bus.closed' }])
      expect(clock.pending).toEqual([])
      never.open()
      await soon(Promise.all(sent))
    }),
  },
  {
    name: 'answers a second close with the same report, and refuses everything afterwards',
    run: withBus(async (bus) => {
      const session = bus.session('a')
      const told: string[] = []
      bus.on(SessionClosed, ({ sessionId }) => told.push(sessionId))
      const waiting = bus.once(Counted)
      const events = bus.events(Counted)
      await soon(bus.publish(Noted, 1))
      const [first, second] = await soon(Promise.all([bus.close(), bus.close({ timeoutMs: 1 })]))
      expect(second).toEqual(first)
      await expect(soon(waiting)).rejects.toMatchObject({ code: 'bus.closed' })
      expect(await soon(events.next())).toEqual({ value: undefined, done: true })
      expect(told).toEqual(['a'])
      await soon(Promise.resolve(bus[Symbol.asyncDispose]()))
      const refusal = expect.objectContaining({ code: 'bus.closed' })
      expect(() => bus.on(Counted, () => undefined)).toThrow(refusal)
      expect(() => bus.session('b')).toThrow(refusal)
      await expect(soon(bus.publish(Counted, 1))).rejects.toEqual(refusal)
      await expect(soon(session.publish(Counted, 1))).rejects.toMatchObject({ code: expect.stringMatching(/closed$/) })
      const { handlers, subscriptions, layers, sessions } = bus.inspect()
      expect([handlers, subscriptions, layers, sessions]).toEqual([[], [], [], []])
    }),
  },
  {
    name: 'lets an iterator take what came before the close',
    run: withBus(async (bus) => {
      const events = bus.events(Counted)
      await soon(bus.publish(Counted, 1))
      await soon(bus.publish(Counted, 2))
      await soon(bus.close())
      const seen: number[] = []
      for await (const { payload } of events) seen.push(payload)
      expect(seen).toEqual([1, 2])
    }),
  },
  {
    name: 'waits for layers to finish what they took on, and fails when they could not',
    run: withBus(async (bus) => {
      const gate = createGate()
      const layer = Object.assign((_call: unknown, next: () => Promise<unknown>) => next(), {
        async flush() {
          await gate.opened
          throw new Error('The disk is full.')
        },
      })
      bus.use(layer)
      const closing = bus.close()
      closing.catch(() => undefined)
      expect(await isPending(closing)).toBe(true)
      gate.open()
      await expect(soon(closing)).rejects.toMatchObject({ code: 'bus.flush_failed' })
    }),
  },
  {
    name: 'holds an event until somebody listens, when told to',
    run: withBus(async (bus, clock) => {
      const heard: number[] = []
      bus.on('*', () => undefined)
      const first = bus.publish(Counted, 1, { waitForHandler: true })
      const second = bus.publish(Counted, 2, { waitForHandler: { timeoutMs: 100 } })
      expect(await isPending(first)).toBe(true)
      bus.on(Counted, (number) => heard.push(number))
      const third = bus.publish(Counted, 3)
      await soon(Promise.all([first, second, third]))
      expect(heard).toEqual([1, 2, 3])
      await soon(bus.publish(Counted, 4, { waitForHandler: true }))
      expect(heard).toEqual([1, 2, 3, 4])
      expect(clock.pending).toEqual([])
    }),
  },
  {
    name: 'refuses an event that waits for a listener when the time is up, its sender gives up or the bus closes',
    run: withBus(async (bus, clock) => {
      const controller = new AbortController()
      const late = bus.publish(Counted, 1, { waitForHandler: true })
      const given = bus.publish(Counted, 2, { waitForHandler: true, signal: controller.signal })
      const closed = bus.publish(Counted, 3, { waitForHandler: { timeoutMs: 9_000 } })
      for (const promise of [late, given, closed]) promise.catch(() => undefined)
      controller.abort('enough')
      await expect(soon(given)).rejects.toBe('enough')
      await clock.advance(4_999)
      expect(await isPending(late)).toBe(true)
      await clock.advance(1)
      await expect(soon(late)).rejects.toMatchObject({ code: 'bus.no_listener' })
      await soon(bus.close())
      await expect(soon(closed)).rejects.toMatchObject({ code: 'bus.closed' })
      expect(clock.pending).toEqual([])
    }),
  },
]
