import { defineCommand, defineEvent } from '@llmgine/contracts'
import { expect, test } from 'vitest'
import { createBus } from './create-bus.ts'
import { withConcurrency } from './with-concurrency.ts'

const Work = defineCommand<number, number>('test.work')
const Rest = defineCommand<number, number>('test.rest')
const Worked = defineEvent<number>('test.worked')

function createWork(limit: number, maxWaiting?: number) {
  const bus = createBus()
  const started: number[] = []
  const gates = new Map<number, PromiseWithResolvers<void>>()
  bus.use(withConcurrency({ limit, maxWaiting }))
  bus.handle(Work, async (number) => {
    started.push(number)
    const gate = Promise.withResolvers<void>()
    gates.set(number, gate)
    await gate.promise
    return number
  })
  const finish = async (number: number): Promise<void> => {
    gates.get(number)?.resolve()
    await new Promise(setImmediate)
  }
  return { bus, started, finish }
}

test('runs so many at once, the others in order of arrival', async () => {
  const { bus, started, finish } = createWork(2)
  const results = [1, 2, 3, 4].map((number) => bus.execute(Work, number))
  expect(started).toEqual([1, 2])
  await finish(2)
  expect(started).toEqual([1, 2, 3])
  for (const number of [1, 3, 4]) await finish(number)
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4])
})

test('counts per session and type, so that none waits for another', async () => {
  const { bus, started, finish } = createWork(1)
  bus.handle(Rest, (number) => number)
  const results = ['a', 'b'].map((sessionId, at) => bus.execute(Work, at, { sessionId }))
  expect(await bus.execute(Rest, 5, { sessionId: 'a' })).toBe(5)
  expect(started).toEqual([0, 1])
  for (const number of [0, 1]) await finish(number)
  await Promise.all(results)
})

test('refuses what finds too many waiting', async () => {
  const { bus, finish } = createWork(1, 1)
  const results = [1, 2].map((number) => bus.execute(Work, number))
  await expect(bus.execute(Work, 3)).rejects.toMatchObject({ code: 'bus.queue_full', retryable: true })
  await finish(1)
  await finish(2)
  expect(await Promise.all(results)).toEqual([1, 2])
})

test('lets a sender give up while it waits, and goes on with the next', async () => {
  const { bus, started, finish } = createWork(1)
  const controller = new AbortController()
  const first = bus.execute(Work, 1)
  const second = bus.execute(Work, 2, { signal: controller.signal })
  const third = bus.execute(Work, 3)
  controller.abort('enough')
  await expect(second).rejects.toBe('enough')
  await finish(1)
  await finish(3)
  expect(await Promise.all([first, third])).toEqual([1, 3])
  expect(started).toEqual([1, 3])
})

test('cannot deadlock when a command calls itself, or what hears it calls it again', async () => {
  const bus = createBus()
  bus.use(withConcurrency({ limit: 1 }))
  bus.on(Worked, (number, context) => context.bus.execute(Work, number - 1), { concurrency: 1 })
  bus.handle(Work, async (number, context) => {
    await new Promise(setImmediate)
    if (number > 0) await context.bus.publish(Worked, number)
    return number
  })
  expect(await bus.execute(Work, 5)).toBe(5)
})

test('cannot deadlock with the limit of a subscription, each waiting for the other', async () => {
  const bus = createBus()
  bus.use(withConcurrency({ limit: 1 }))
  bus.on(
    Worked,
    async (number, context) => {
      await new Promise(setImmediate)
      if (number === 0) await context.bus.execute(Work, 1)
    },
    { concurrency: 1 },
  )
  bus.handle(Work, async (number, context) => {
    await new Promise(setImmediate)
    if (number === 0) await context.bus.publish(Worked, 1)
    return number
  })
  expect(await Promise.all([bus.execute(Work, 0), bus.publish(Worked, 0)])).toEqual([0, undefined])
})

test('limits what it is told to, by the key it is told', async () => {
  const bus = createBus()
  let running = 0
  let most = 0
  const key = ({ name }: { readonly name: string }): string => name
  bus.use(withConcurrency({ limit: 1, targets: ['event'], key }))
  bus.on(Worked, async () => {
    most = Math.max(most, ++running)
    await new Promise(setImmediate)
    running -= 1
  })
  await Promise.all([1, 2, 3].map((number) => bus.publish(Worked, number, { sessionId: `${number}` })))
  expect(most).toBe(1)
})

test('refuses a limit below one', () => {
  expect(() => withConcurrency({ limit: 0 })).toThrow(expect.objectContaining({ code: 'bus.invalid_option' }))
})
