import { type Bus, SessionClosed, SessionOpened } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { Counted } from './counted.ts'
import type { CreateBus } from './create-bus.ts'
import { createGate } from './create-gate.ts'
import { Double } from './double.ts'
import { Noted } from './noted.ts'
import { isPending, later, soon } from './soon.ts'
import { withBus } from './with-bus.ts'

export const sessionCases: readonly ConformanceCase<CreateBus>[] = [
  {
    name: 'tells when the scope of a session opens and closes, with the error when there was one',
    run: withBus(async (bus) => {
      const told: unknown[] = []
      bus.on(SessionOpened, ({ sessionId }, { message }) => told.push(['opened', sessionId, message.sessionId]))
      bus.on(SessionClosed, ({ sessionId, error }, { message }) => {
        told.push(['closed', sessionId, message.sessionId, error?.message])
      })
      const first = bus.session('a')
      const second = bus.session('a')
      await later()
      await soon(first.close())
      await soon(second.close({ error: new Error('Lost.') }))
      await soon(bus.session('a').close())
      expect(told).toEqual([
        ['opened', 'a', 'a'],
        ['closed', 'a', 'a', 'Lost.'],
        ['opened', 'a', 'a'],
        ['closed', 'a', 'a', undefined],
      ])
      const id = bus.session().sessionId
      expect(id).not.toBe(bus.session().sessionId)
    }),
  },
  {
    name: 'takes away what was added through a handle when it is disposed of, and nothing else',
    run: withBus(async (bus) => {
      const heard: string[] = []
      bus.on(Counted, () => heard.push('bus'))
      const other = bus.session('a')
      other.on(Counted, () => heard.push('other'))
      await later()
      {
        await using session = bus.session('a')
        session.handle(Double, () => 1)
        session.on(Counted, () => heard.push('session'))
        session.on('*', () => heard.push('session *'))
        session.use((_call, next) => {
          heard.push('layer')
          return next()
        })
        await soon(session.publish(Counted, 1))
        expect(heard).toEqual(['layer', 'bus', 'other', 'session', 'session *'])
      }
      heard.length = 0
      await soon(bus.publish(Counted, 1, { sessionId: 'a' }))
      expect(heard).toEqual(['bus', 'other'])
      const { handlers, subscriptions, layers, sessions } = bus.inspect()
      expect([handlers.length, subscriptions.length, layers.length, sessions]).toEqual([0, 2, 0, ['a']])
      await soon(other.close())
      expect(bus.inspect().sessions).toEqual([])
    }),
  },
  {
    name: 'refuses whatever is asked of a session after it was closed',
    run: withBus(async (bus) => {
      const session = bus.session('a')
      const waiting = session.once(Counted)
      const events = session.events(Counted)
      await soon(Promise.all([session.close(), session.close()]))
      const refusal = { code: 'bus.session_closed' }
      await expect(soon(waiting)).rejects.toMatchObject(refusal)
      expect(await soon(events.next())).toEqual({ value: undefined, done: true })
      for (const ask of [
        () => session.on(Counted, () => undefined),
        () => session.handle(Double, () => 1),
        () => session.events(Counted),
        () => session.use((_call, next) => next()),
      ]) {
        expect(ask).toThrow(expect.objectContaining(refusal))
      }
      await expect(soon(session.publish(Counted, 1))).rejects.toMatchObject(refusal)
      await expect(soon(session.execute(Double, 1))).rejects.toMatchObject(refusal)
      await expect(soon(session.once(Counted))).rejects.toMatchObject(refusal)
      await soon(bus.publish(Counted, 1, { sessionId: 'a' }))
    }),
  },
  {
    name: 'lets what runs in a session end before its scope does, and tells it to stop when the limit has passed',
    run: withBus(async (bus, clock) => {
      const session = bus.session('a')
      const aborted: unknown[] = []
      session.on(Counted, (_, { signal }) => {
        return new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            aborted.push(signal.reason)
            resolve()
          })
        })
      })
      const published = session.publish(Counted, 1)
      const closing = session.close({ timeoutMs: 100 })
      await later()
      expect(aborted).toEqual([])
      await clock.advance(100)
      expect(await soon(closing)).toEqual({ drained: false, left: [{ kind: 'event', type: 'test.counted', count: 1 }] })
      expect(aborted).toMatchObject([{ code: 'bus.session_closed' }])
      await soon(published)
      expect(clock.pending).toEqual([])
    }),
  },
  {
    name: 'ends the scope of a session as soon as what runs in it has ended',
    run: withBus(async (bus, clock) => {
      const gate = createGate()
      const session = bus.session('a')
      session.handle(Double, async (number, context) => {
        await gate.opened
        await context.bus.publish(Noted, number)
        return number
      })
      const result = session.execute(Double, 1)
      const closing = session.close()
      await expect(soon(session.publish(Noted, 1))).rejects.toMatchObject({ code: 'bus.session_closed' })
      expect(await isPending(closing)).toBe(true)
      gate.open()
      expect(await soon(closing)).toEqual({ drained: true, left: [] })
      expect(await soon(result)).toBe(1)
      expect(clock.pending).toEqual([])
    }),
  },
  {
    name: 'leaves what the bus does for a session alone when the scope ends',
    run: withBus(async (bus) => {
      const steps: string[] = []
      bus.handle(Double, async (number, context) => {
        await later()
        steps.push(context.signal.aborted ? 'aborted' : 'goes on')
        await context.bus.publish(Noted, number)
        return number
      })
      const session = bus.session('a')
      const result = session.execute(Double, 1)
      await soon(session.close())
      expect(await soon(result)).toBe(1)
      expect(steps).toEqual(['goes on'])
    }),
  },
  {
    name: 'keeps nothing of sessions that have ended',
    run: withBus(async (bus) => {
      for (let round = 0; round < 100; round++) await soon(useSession(bus, `session ${round % 10}`))
      const { handlers, subscriptions, layers, sessions } = bus.inspect()
      expect({ handlers, subscriptions, layers, sessions }).toEqual({
        handlers: [],
        subscriptions: [],
        layers: [],
        sessions: [],
      })
    }),
  },
]

async function useSession(bus: Bus, id: string): Promise<void> {
  await using session = bus.session(id)
  session.handle(Double, (number) => number)
  session.on(Counted, () => undefined, { concurrency: 1 })
  session.events(Counted)
  session.once(Noted).catch(() => undefined)
  await session.execute(Double, 1)
  await session.publish(Counted, 1)
}
