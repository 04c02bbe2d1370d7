import { getEventListeners } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Bus, defineCommand, defineEvent } from '@llmgine/contracts'
import { createFakeClock } from '@llmgine/testing'
import { expect, test } from 'vitest'
import { createBus } from './create-bus.ts'
import { withConcurrency } from './with-concurrency.ts'

const Double = defineCommand<number, number>('test.double')
const Counted = defineEvent<number>('test.counted')

const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length

test("nothing stays on a sender's signal when its message has been dealt with", async () => {
  const bus = createBus()
  const { signal } = new AbortController()
  bus.use((call, next) => next({ input: call.signal.aborted ? 0 : call.input }))
  bus.handle(Double, async (number, context) => (context.signal.aborted ? 0 : number * 2))
  bus.on(Counted, async (_, context) => context.signal.throwIfAborted(), { concurrency: 1 })
  bus.session('a').on(Counted, (_, context) => context.signal.throwIfAborted())
  const published = [1, 2, 3].map((number) => bus.publish(Counted, number, { signal, sessionId: 'a' }))
  expect(await bus.execute(Double, 21, { signal })).toBe(42)
  await Promise.all(published)
  const held = bus.publish(defineEvent<number>('test.noted'), 1, { signal, waitForHandler: { timeoutMs: 1 } })
  await expect(held).rejects.toMatchObject({ code: 'bus.no_listener' })
  expect(listenersOf(signal)).toBe(0)
})

test('nothing stays on the signal of a subscription that has ended, however it ended', async () => {
  const bus = createBus()
  const session = bus.session('a')
  const { signal } = new AbortController()
  bus.handle(Double, (number) => number, { signal }).unsubscribe()
  bus.on(Counted, () => undefined, { signal }).unsubscribe()
  const next = bus.once(Counted, { signal })
  const events = bus.events(Counted, { signal })
  await bus.publish(Counted, 1)
  await next
  await events[Symbol.asyncDispose]()
  session.on(Counted, () => undefined, { signal })
  session.handle(Double, (number) => number, { signal })
  expect(listenersOf(signal)).toBe(2)
  await session.close()
  expect(listenersOf(signal)).toBe(0)
})

test('no timer is left by closing, by waiting for a listener, or by a session', async () => {
  const clock = createFakeClock()
  const bus = createBus({ clock })
  const held = bus.publish(Counted, 1, { waitForHandler: true })
  bus.on(Counted, () => undefined)
  await held
  await bus.session('a').close()
  await bus.close()
  expect(clock.pending).toEqual([])
})

test('a handler that leaves its listener on its signal leaves nothing on the bus', async () => {
  const bus = createBus()
  bus.handle(Double, (number, { signal }) => {
    signal.addEventListener('abort', () => undefined)
    return number
  })
  expect(await growth(async () => void (await bus.execute(Double, 1)), 20_000)).toBeLessThan(50)
})

test('an idle session takes less than 1.5 kB, and none when it has ended', async () => {
  const bus = createBus()
  const sessions: ReturnType<Bus['session']>[] = []
  const open = await growth(async () => void sessions.push(bus.session()), 10_000)
  expect(open).toBeLessThan(1_500)
  const closed = await growth(async () => void (await sessions.pop()?.close()), 10_000)
  expect(closed).toBeLessThan(0)
  expect(open + closed).toBeLessThan(100)
})

test('subscriptions on and off leave no growth', async () => {
  const bus = createBus()
  const session = bus.session('a')
  const turn = async (): Promise<void> => {
    for (const each of [bus, session]) {
      const subscription = each.on(Counted, () => undefined, { concurrency: 1 })
      const events = each.events('*')
      await each.publish(Counted, 1, { sessionId: crypto.randomUUID() })
      subscription.unsubscribe()
      await events[Symbol.asyncDispose]()
    }
  }
  expect(await growth(turn, 5_000)).toBeLessThan(50)
})

test('a limit keeps nothing of the sessions that have met it', async () => {
  const bus = createBus()
  bus.on(Counted, async () => undefined, { concurrency: 1 })
  bus.use(withConcurrency({ limit: 1 }))
  bus.handle(Double, async (number) => number)
  const turn = async (): Promise<void> => {
    const sessionId = crypto.randomUUID()
    await Promise.all([1, 2, 3].map((number) => bus.publish(Counted, number, { sessionId })))
    await Promise.all([1, 2, 3].map((number) => bus.execute(Double, number, { sessionId })))
  }
  expect(await growth(turn, 5_000)).toBeLessThan(50)
})

/** By how many bytes the heap grows each time. */
async function growth(act: () => Promise<void>, times: number): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const used = async (): Promise<number> => {
    // What weak references and finalizers hold is let go of between two collections.
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      collect()
    }
    return process.memoryUsage().heapUsed
  }
  for (let time = 0; time < 100; time++) await act()
  const before = await used()
  for (let time = 0; time < times; time++) await act()
  return ((await used()) - before) / times
}
