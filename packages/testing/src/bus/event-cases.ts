import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { Counted } from './counted.ts'
import type { CreateBus } from './create-bus.ts'
import { createGate } from './create-gate.ts'
import { Double } from './double.ts'
import { Noted } from './noted.ts'
import { isPending, later, soon } from './soon.ts'
import { withBus } from './with-bus.ts'

export const eventCases: readonly ConformanceCase<CreateBus>[] = [
  {
    name: 'brings every event to everyone who listens, once',
    run: withBus(async (bus) => {
      const heard: string[] = []
      for (const name of ['a', 'b', 'c']) bus.on(Counted, (number) => heard.push(`${name}${number}`))
      bus.on('*', (number) => heard.push(`*${number}`))
      bus.on(Noted, (number) => heard.push(`no${number}`))
      for (const number of [1, 2, 3]) await soon(bus.publish(Counted, number))
      expect(heard).toEqual(['a1', 'b1', 'c1', '*1', 'a2', 'b2', 'c2', '*2', 'a3', 'b3', 'c3', '*3'])
    }),
  },
  {
    name: 'means every event by *, and never a command',
    run: withBus(async (bus) => {
      const heard: string[] = []
      bus.on('*', (_, { message }) => heard.push(message.type))
      bus.handle(Double, (number) => number)
      await soon(bus.execute(Double, 1))
      await soon(bus.publish(Noted, 1))
      expect(heard).toEqual(['test.noted'])
    }),
  },
  {
    name: "brings an event of a session to the session's and the bus's listeners, in one order of priorities",
    run: withBus(async (bus) => {
      const heard: string[] = []
      const note = (name: string) => () => heard.push(name)
      const [a, b] = [bus.session('a'), bus.session('b')]
      bus.on(Counted, note('bus 50'))
      a.on(Counted, note('a 60'), { priority: 60 })
      a.on('*', note('a * 10'), { priority: 10 })
      bus.on('*', note('bus * 20'), { priority: 20 })
      a.on(Counted, note('a 50'))
      b.on(Counted, note('b'))
      await later()
      heard.length = 0
      await soon(a.publish(Counted, 1))
      expect(heard).toEqual(['a * 10', 'bus * 20', 'bus 50', 'a 50', 'a 60'])
      heard.length = 0
      await soon(bus.publish(Counted, 1))
      expect(heard).toEqual(['bus * 20', 'bus 50'])
    }),
  },
  {
    name: 'starts the members of a priority group at once and the next group when they are done',
    run: withBus(async (bus) => {
      const heard: string[] = []
      const gate = createGate()
      bus.on(Counted, () => heard.push('late'), { priority: 60 })
      for (const name of ['one', 'two']) {
        bus.on(Counted, async () => {
          heard.push(`${name} begins`)
          await gate.opened
          heard.push(`${name} ends`)
        })
      }
      const published = bus.publish(Counted, 1)
      await later()
      expect(heard).toEqual(['one begins', 'two begins'])
      gate.open()
      await soon(published)
      expect(heard).toEqual(['one begins', 'two begins', 'one ends', 'two ends', 'late'])
    }),
  },
  {
    name: 'lets every handler meet events in the order of publishing, those from within handlers included',
    run: withBus(async (bus) => {
      const heard: number[] = []
      const sent: Promise<void>[] = []
      bus.on(Counted, (number, context) => {
        if (number === 1) sent.push(context.bus.publish(Counted, 10), context.bus.publish(Counted, 11))
      })
      bus.on(Counted, (number) => heard.push(number))
      sent.push(bus.publish(Counted, 1), bus.publish(Counted, 2))
      await later()
      await soon(Promise.all(sent))
      expect(heard.indexOf(1)).toBeLessThan(heard.indexOf(10))
      expect(heard.indexOf(10)).toBeLessThan(heard.indexOf(11))
      expect(heard.indexOf(1)).toBeLessThan(heard.indexOf(2))
      expect(heard.toSorted((one, other) => one - other)).toEqual([1, 2, 10, 11])
    }),
  },
  {
    name: 'resolves a publish when the handlers of this event are done, and not before',
    run: withBus(async (bus) => {
      const gate = createGate()
      bus.on(Counted, () => gate.opened)
      const published = bus.publish(Counted, 1)
      expect(await isPending(published)).toBe(true)
      gate.open()
      expect(await soon(published)).toBeUndefined()
    }),
  },
  {
    name: 'never lets a publish wait for other events, earlier or later',
    run: withBus(async (bus) => {
      const never = createGate()
      const heard: number[] = []
      bus.on(Counted, (number) => (number === 1 || number === 3 ? never.opened : undefined))
      bus.on(Counted, (number) => heard.push(number), { priority: 60 })
      const first = bus.publish(Counted, 1)
      const second = bus.publish(Counted, 2)
      const third = bus.publish(Counted, 3)
      await soon(second)
      expect(heard).toEqual([2])
      never.open()
      await soon(Promise.all([first, third]))
    }),
  },
  {
    name: 'offers an event only to those whose filter lets it through',
    run: withBus(async (bus) => {
      const heard: number[] = []
      bus.on(Counted, (number) => heard.push(number), { filter: ({ payload }) => payload % 2 === 0 })
      for (const number of [1, 2, 3, 4]) await soon(bus.publish(Counted, number))
      expect(heard).toEqual([2, 4])
      expect(bus.inspect().subscriptions).toMatchObject([{ offered: 2, handled: 2 }])
    }),
  },
  {
    name: 'calls nobody who has been unsubscribed, even while the event is on its way',
    run: withBus(async (bus) => {
      const heard: string[] = []
      const controller = new AbortController()
      const late = bus.on(Counted, () => heard.push('late'), { priority: 60 })
      bus.on(Counted, () => heard.push('aborted'), { priority: 60, signal: controller.signal })
      bus.on(Counted, async () => {
        late.unsubscribe()
        controller.abort()
      })
      bus.on(Counted, () => heard.push('never'), { signal: AbortSignal.abort() })
      await soon(bus.publish(Counted, 1))
      late.unsubscribe()
      late[Symbol.dispose]()
      await soon(bus.publish(Counted, 2))
      expect(heard).toEqual([])
      expect(bus.inspect().subscriptions).toHaveLength(1)
    }),
  },
  {
    name: 'waits for the next event of a kind, and leaves nothing behind',
    run: withBus(async (bus) => {
      const next = bus.once(Counted, { filter: ({ payload }) => payload > 1 })
      const controller = new AbortController()
      const given = bus.once(Noted, { signal: controller.signal })
      for (const number of [1, 2, 3]) await soon(bus.publish(Counted, number))
      expect((await soon(next)).payload).toBe(2)
      controller.abort('enough')
      await expect(soon(given)).rejects.toBe('enough')
      await expect(soon(bus.once(Noted, { signal: controller.signal }))).rejects.toBe('enough')
      expect(bus.inspect().subscriptions).toEqual([])
    }),
  },
]
