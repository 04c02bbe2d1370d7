import { createMessage, type Message } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { Counted } from './counted.ts'
import type { CreateBus } from './create-bus.ts'
import { Double } from './double.ts'
import { Noted } from './noted.ts'
import { soon } from './soon.ts'
import { withBus } from './with-bus.ts'

export const messageCases: readonly ConformanceCase<CreateBus>[] = [
  {
    name: 'keeps the chain of causes: session, actor, correlation and causation are passed on',
    run: withBus(async (bus, clock) => {
      const seen: Message[] = []
      bus.on('*', (_, { message }) => seen.push(message))
      bus.on(Counted, (number, context) => context.bus.publish(Noted, number))
      bus.handle(Double, async (number, context) => {
        seen.push(context.message)
        await context.bus.publish(Counted, number)
        return number
      })
      const actor = { id: 'ana' }
      await soon(bus.execute(Double, 1, { id: 'first', sessionId: 'a', actor }))
      const [first, second, third] = seen
      const chain = { sessionId: 'a', actor, correlationId: 'first', time: clock.now() }
      expect(first).toMatchObject({ ...chain, id: 'first', kind: 'command', type: 'test.double', payload: 1 })
      expect(first?.causationId).toBeUndefined()
      expect(second).toMatchObject({ ...chain, kind: 'event', type: 'test.counted', causationId: 'first' })
      expect(third).toMatchObject({ ...chain, type: 'test.noted', causationId: second?.id })
      expect(new Set(seen.map(({ id }) => id)).size).toBe(3)
    }),
  },
  {
    name: 'sends a message that exists as it is',
    run: withBus(async (bus) => {
      const seen: Message[] = []
      bus.on(Counted, (_, { message }) => seen.push(message))
      bus.handle(Double, (number, { message }) => {
        seen.push(message)
        return number * 2
      })
      const event = createMessage(Counted, 1, { id: 'logged', time: 5, sessionId: 'a', actor: { id: 'ana' } })
      const command = createMessage(Double, 2, { cause: event })
      await soon(bus.dispatch(event))
      expect(await soon(bus.dispatch(command))).toBe(4)
      expect(seen).toEqual([event, command])
    }),
  },
  {
    name: 'sends as a message, from whatever it is asked',
    run: withBus(async (bus) => {
      const asked = createMessage(Double, 1, { sessionId: 'a', actor: { id: 'ana' } })
      const heard = bus.once(Noted)
      await soon(bus.as(asked).publish(Noted, 1))
      expect(await soon(heard)).toMatchObject({
        sessionId: 'a',
        actor: { id: 'ana' },
        correlationId: asked.id,
        causationId: asked.id,
      })
      const again = bus.once(Noted)
      await soon(bus.as(asked).publish(Noted, 1, { actor: { id: 'ben' }, sessionId: 'b', id: 'mine' }))
      expect(await soon(again)).toMatchObject({
        id: 'mine',
        sessionId: 'b',
        actor: { id: 'ben' },
        causationId: asked.id,
      })
    }),
  },
  {
    name: 'tells what it holds and what it has sent',
    run: withBus(async (bus) => {
      bus.handle(Double, (number) => number)
      bus.session('a').handle(Double, (number) => number)
      bus.on(Counted, () => undefined, { priority: 7 })
      bus.use(async function traced(_call, next) {
        return next()
      })
      const before = bus.inspect().sent
      await soon(bus.execute(Double, 1))
      await soon(bus.publish(Counted, 1))
      const { handlers, subscriptions, layers, sessions, sent } = bus.inspect()
      expect(handlers).toEqual([
        { type: 'test.double', sessionId: undefined, running: 0 },
        { type: 'test.double', sessionId: 'a', running: 0 },
      ])
      expect(subscriptions).toMatchObject([{ type: 'test.counted', priority: 7, offered: 1, handled: 1 }])
      expect(layers).toEqual(['traced'])
      expect(sessions).toEqual(['a'])
      expect([sent.commands - before.commands, sent.events - before.events]).toEqual([1, 1])
    }),
  },
]
