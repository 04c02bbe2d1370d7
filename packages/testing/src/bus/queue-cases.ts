import type { Bus, QueueOptions, SubscriptionSnapshot } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { Counted } from './counted.ts'
import type { CreateBus } from './create-bus.ts'
import { createGate } from './create-gate.ts'
import { isPending, later, soon } from './soon.ts'
import { withBus } from './with-bus.ts'

export const queueCases: readonly ConformanceCase<CreateBus>[] = [
  {
    name: 'handles no more at once than the limit of a subscription, the others in order',
    run: withBus(async (bus) => {
      const { heard, gates } = slowListener(bus, { concurrency: 2 })
      const published = [1, 2, 3, 4, 5].map((number) => bus.publish(Counted, number))
      await later()
      expect(heard).toEqual([1, 2])
      gates.get(2)?.open()
      await soon(published[1] ?? Promise.reject())
      expect(heard).toEqual([1, 2, 3])
      await openAll(gates)
      await soon(Promise.all(published))
      expect(heard).toEqual([1, 2, 3, 4, 5])
    }),
  },
  {
    name: 'never lets one session wait for another: limits and queues count per session',
    run: withBus(async (bus) => {
      const { heard, gates } = slowListener(bus, { concurrency: 1, queue: { limit: 1, overflow: 'error' } })
      const slow = [1, 2].map((number) => bus.publish(Counted, number, { sessionId: 'a' }))
      const none = bus.publish(Counted, 3)
      const other = [4, 5].map((number) => bus.publish(Counted, number, { sessionId: 'b' }))
      for (const promise of [...slow, none, ...other]) promise.catch(() => undefined)
      await later()
      expect(heard).toEqual([1, 3, 4])
      await openOnly(gates, [4, 5])
      await soon(Promise.all(other))
      expect(heard).toEqual([1, 3, 4, 5])
      await openAll(gates)
      await soon(Promise.all([...slow, none]))
    }),
  },
  {
    name: 'lets publishers wait when a queue is full',
    run: withBus(async (bus) => {
      const { heard, gates } = slowListener(bus, { concurrency: 1, queue: { limit: 1, overflow: 'wait' } })
      const published = [1, 2, 3].map((number) => bus.publish(Counted, number))
      expect(await isPending(published[2] ?? Promise.resolve())).toBe(true)
      await openAll(gates)
      await soon(Promise.all(published))
      expect(heard).toEqual([1, 2, 3])
    }),
  },
  ...(
    [
      ['drop-oldest', [1, 3, 4], { dropped: 1, handled: 3, refused: 0 }],
      ['drop-newest', [1, 2, 3], { dropped: 1, handled: 3, refused: 0 }],
    ] as const
  ).map(([overflow, kept, counted]) => ({
    name: `drops what the queue has no room for, when told to ${overflow}`,
    run: withBus(async (bus) => {
      const { heard, gates } = slowListener(bus, { concurrency: 1, queue: { limit: 2, overflow } })
      const published = [1, 2, 3, 4].map((number) => bus.publish(Counted, number))
      await soon(published[overflow === 'drop-oldest' ? 1 : 3] ?? Promise.reject())
      await openAll(gates)
      await soon(Promise.all(published))
      expect(heard).toEqual(kept)
      expect(onlySubscription(bus)).toMatchObject({ offered: 4, ...counted })
    }),
  })),
  {
    name: 'refuses a publish when a queue is full and told to, and serves the others all the same',
    run: withBus(async (bus) => {
      const { heard, gates } = slowListener(bus, { concurrency: 1, queue: { limit: 1, overflow: 'error' } })
      const others: number[] = []
      const published = [1, 2].map((number) => bus.publish(Counted, number))
      bus.on(Counted, (number) => others.push(number), { priority: 60 })
      await expect(soon(bus.publish(Counted, 3))).rejects.toMatchObject({ code: 'bus.queue_full' })
      expect(others).toEqual([3])
      await openAll(gates)
      await soon(Promise.all(published))
      expect(heard).toEqual([1, 2])
      expect(bus.inspect().subscriptions[0]).toMatchObject({ offered: 3, handled: 2, refused: 1 })
    }),
  },
  {
    name: 'tells the water marks of a queue, each once until the other is reached',
    run: withBus(async (bus) => {
      const marks: string[] = []
      const { gates } = slowListener(bus, {
        concurrency: 1,
        queue: {
          highWater: 3,
          lowWater: 1,
          onHighWater: (waiting) => marks.push(`high ${waiting}`),
          onLowWater: (waiting) => marks.push(`low ${waiting}`),
        },
      })
      const published = [1, 2, 3, 4, 5].map((number) => bus.publish(Counted, number))
      await later()
      expect(marks).toEqual(['high 3'])
      await openOnly(gates, [1])
      await openOnly(gates, [2])
      expect(marks).toEqual(['high 3'])
      await openOnly(gates, [3])
      expect(marks).toEqual(['high 3', 'low 1'])
      await openAll(gates)
      await soon(Promise.all(published))
      expect(marks).toEqual(['high 3', 'low 1'])
    }),
  },
  {
    name: 'takes a waiting event back when its sender gives up',
    run: withBus(async (bus) => {
      const { heard, gates } = slowListener(bus, { concurrency: 1 })
      const controller = new AbortController()
      const first = bus.publish(Counted, 1)
      const second = bus.publish(Counted, 2, { signal: controller.signal })
      const third = bus.publish(Counted, 3)
      await later()
      controller.abort('enough')
      await expect(soon(second)).rejects.toBe('enough')
      await openAll(gates)
      await soon(Promise.all([first, third]))
      expect(heard).toEqual([1, 3])
      expect(onlySubscription(bus)).toMatchObject({ offered: 3, handled: 2, dropped: 1, waiting: 0 })
    }),
  },
  {
    name: 'drops what waits for a handler that is taken away, and lets its publishers go on',
    run: withBus(async (bus) => {
      const gate = createGate()
      const subscription = bus.on(Counted, () => gate.opened, { concurrency: 1 })
      const [first, second] = [bus.publish(Counted, 1), bus.publish(Counted, 2)]
      await later()
      subscription.unsubscribe()
      await soon(second)
      expect(await isPending(first)).toBe(true)
      gate.open()
      await soon(first)
    }),
  },
  {
    name: 'counts so that the numbers add up at every instant',
    run: withBus(async (bus) => {
      const sums: boolean[] = []
      const check = (): void => {
        for (const numbers of bus.inspect().subscriptions) sums.push(numbers.offered === total(numbers))
      }
      const queue: QueueOptions = {
        limit: 2,
        overflow: 'drop-oldest',
        highWater: 2,
        lowWater: 1,
        onHighWater: check,
        onLowWater: check,
      }
      const filter = (): boolean => {
        check()
        return true
      }
      for (const overflow of ['drop-oldest', 'drop-newest', 'error', 'wait'] as const) {
        const handler = async (number: number): Promise<void> => {
          check()
          await later()
          if (number % 2 === 0) throw new Error('Even.')
        }
        bus.on(Counted, handler, { concurrency: 1, queue: { ...queue, overflow }, filter })
      }
      bus.on(Counted, check)
      const published = [1, 2, 3, 4, 5, 6].map((number) => bus.publish(Counted, number).catch(() => undefined))
      check()
      await soon(Promise.all(published))
      check()
      expect(sums).not.toContain(false)
      expect(bus.inspect().subscriptions).toMatchObject([
        { offered: 6, handled: 2, failed: 1, dropped: 3 },
        { offered: 6, handled: 2, failed: 1, dropped: 3 },
        { offered: 6, handled: 2, failed: 1, refused: 3 },
        { offered: 6, handled: 3, failed: 3 },
        { offered: 6, handled: 6 },
      ])
    }),
  },
]

interface SlowListener {
  readonly heard: number[]
  /** By the number of the event that each holds back. */
  readonly gates: Map<number, ReturnType<typeof createGate>>
}

/** A listener whose handling of each event ends when its gate is opened. */
function slowListener(bus: Bus, options: Parameters<Bus['on']>[2]): SlowListener {
  const heard: number[] = []
  const gates = new Map<number, ReturnType<typeof createGate>>()
  const gateOf = (number: number): ReturnType<typeof createGate> => {
    const gate = gates.get(number) ?? createGate()
    gates.set(number, gate)
    return gate
  }
  for (let number = 1; number <= 5; number++) gateOf(number)
  bus.on<number>(
    Counted,
    async (number) => {
      heard.push(number)
      await gateOf(number).opened
    },
    // The options name no payload.
    options as object,
  )
  return { heard, gates }
}

async function openOnly(gates: SlowListener['gates'], numbers: readonly number[]): Promise<void> {
  for (const number of numbers) gates.get(number)?.open()
  await later()
}

function openAll(gates: SlowListener['gates']): Promise<void> {
  return openOnly(gates, [...gates.keys()])
}

function onlySubscription(bus: Bus): SubscriptionSnapshot | undefined {
  return bus.inspect().subscriptions[0]
}

function total({ handled, failed, running, waiting, dropped, refused }: SubscriptionSnapshot): number {
  return handled + failed + running + waiting + dropped + refused
}
