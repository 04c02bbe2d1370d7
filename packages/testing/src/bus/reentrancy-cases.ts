import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { Counted } from './counted.ts'
import type { CreateBus } from './create-bus.ts'
import { Double } from './double.ts'
import { Noted } from './noted.ts'
import { later, soon } from './soon.ts'
import { withBus } from './with-bus.ts'

const one = { concurrency: 1 }

export const reentrancyCases: readonly ConformanceCase<CreateBus>[] = [
  {
    name: 'cannot deadlock when a handler publishes what it hears itself, at any depth',
    run: withBus(async (bus) => {
      const heard: number[] = []
      bus.on(
        Counted,
        async (number, context) => {
          heard.push(number)
          if (number < 50) await context.bus.publish(Counted, number + 1)
        },
        one,
      )
      await soon(bus.publish(Counted, 0))
      expect(heard).toHaveLength(51)
    }),
  },
  {
    name: 'cannot deadlock when a command on the way publishes what its sender holds up',
    run: withBus(async (bus) => {
      const heard: number[] = []
      bus.on(
        Counted,
        async (number, context) => {
          heard.push(number)
          if (number < 5) await context.bus.execute(Double, number)
        },
        one,
      )
      bus.on(Noted, (number, context) => context.bus.publish(Counted, number + 1), one)
      bus.handle(Double, async (number, context) => {
        await later()
        await context.bus.publish(Noted, number)
        return number * 2
      })
      await soon(bus.publish(Counted, 0))
      expect(heard).toEqual([0, 1, 2, 3, 4, 5])
    }),
  },
  {
    name: 'cannot deadlock when two handlers publish for each other at the same time',
    run: withBus(async (bus) => {
      const heard: string[] = []
      bus.on(
        Counted,
        async (number, context) => {
          heard.push(`counted ${number}`)
          await later()
          if (number === 0) await context.bus.publish(Noted, 1)
        },
        one,
      )
      bus.on(
        Noted,
        async (number, context) => {
          heard.push(`noted ${number}`)
          await later()
          if (number === 0) await context.bus.publish(Counted, 1)
        },
        one,
      )
      await soon(Promise.all([bus.publish(Counted, 0), bus.publish(Noted, 0)]))
      expect(heard.toSorted()).toEqual(['counted 0', 'counted 1', 'noted 0', 'noted 1'])
    }),
  },
  {
    name: 'lets through only what was caused by the one that holds the slot',
    run: withBus(async (bus) => {
      let running = 0
      let most = 0
      bus.on(
        Counted,
        async () => {
          running += 1
          most = Math.max(most, running)
          await later()
          running -= 1
        },
        one,
      )
      bus.on(Noted, (number, context) => context.bus.publish(Counted, number))
      await soon(Promise.all([1, 2, 3].map((number) => bus.publish(Noted, number))))
      expect(most).toBe(1)
    }),
  },
  {
    name: 'sends what a handler sends after it was dispatched by its id alone',
    run: withBus(async (bus) => {
      const heard: number[] = []
      bus.on(
        Counted,
        async (number, { message }) => {
          heard.push(number)
          const { id, correlationId } = message
          if (number > 0) return
          await bus.dispatch({ ...message, id: `${id}/next`, payload: 1, correlationId, causationId: id })
        },
        one,
      )
      await soon(bus.publish(Counted, 0))
      expect(heard).toEqual([0, 1])
    }),
  },
]
