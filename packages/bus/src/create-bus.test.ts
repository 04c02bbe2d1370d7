import { defineCommand, defineEvent } from '@llmgine/contracts'
import { expect, test } from 'vitest'
import { createBus } from './create-bus.ts'

const Add = defineCommand<{ a: number; b: number }, number>('sums.add')
const Added = defineEvent<{ sum: number }>('sums.added')

test('a command is answered and an event is heard, with the chain of causes kept', async () => {
  const bus = createBus()
  const heard: unknown[] = []
  bus.on(Added, (payload, { message }) => heard.push([payload, message.causationId, message.correlationId]))
  bus.handle(Add, async ({ a, b }, context) => {
    await context.bus.publish(Added, { sum: a + b })
    return a + b
  })
  expect(await bus.execute(Add, { a: 1, b: 2 }, { id: 'one' })).toBe(3)
  expect(heard).toEqual([[{ sum: 3 }, 'one', 'one']])
  expect(await bus.close()).toEqual({ drained: true, left: [] })
})

test('two at once on one subscription: what the holder caused runs re-entrantly, at every depth', async () => {
  const bus = createBus()
  const heard: number[] = []
  bus.on(
    Added,
    async ({ sum }, context) => {
      heard.push(sum)
      if (sum < 5) await context.bus.execute(Add, { a: sum, b: 1 })
    },
    { concurrency: 1 },
  )
  bus.handle(Add, async ({ a, b }, context) => {
    await Promise.resolve()
    await context.bus.publish(Added, { sum: a + b })
    return a + b
  })
  await bus.publish(Added, { sum: 0 })
  expect(heard).toEqual([0, 1, 2, 3, 4, 5])
})

test('an iterator has three exits', async () => {
  const bus = createBus()
  const seen: number[] = []
  const events = bus.events(Added)
  for (const sum of [1, 2, 3]) await bus.publish(Added, { sum })
  for await (const { payload } of events) {
    seen.push(payload.sum)
    if (seen.length === 2) break
  }
  expect(seen).toEqual([1, 2])
  expect(bus.inspect().subscriptions).toEqual([])
})
