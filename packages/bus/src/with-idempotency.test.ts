import { createMessage, defineCommand, defineEvent, isMessage } from '@llmgine/contracts'
import { createFakeClock } from '@llmgine/testing'
import { expect, test } from 'vitest'
import { createBus } from './create-bus.ts'
import { withIdempotency } from './with-idempotency.ts'

const Pay = defineCommand<{ order: string }, number>('test.pay')
const Paid = defineEvent<{ order: string }>('test.paid')

test('answers the same message with the same result, without running it again', async () => {
  const bus = createBus()
  let paid = 0
  bus.use(withIdempotency())
  bus.handle(Pay, async () => ++paid)
  bus.on(Paid, () => ++paid)
  const message = createMessage(Pay, { order: 'a' })
  expect(await Promise.all([bus.dispatch(message), bus.dispatch(message)])).toEqual([1, 1])
  expect(await bus.dispatch(message)).toBe(1)
  expect(await bus.execute(Pay, { order: 'a' })).toBe(2)
  const event = createMessage(Paid, { order: 'a' })
  await bus.dispatch(event)
  await bus.dispatch(event)
  expect(paid).toBe(3)
})

test('knows a message by the key it is given, within its type', async () => {
  const bus = createBus()
  let paid = 0
  bus.use(withIdempotency({ key: (message) => (isMessage(Pay, message) ? message.payload.order : undefined) }))
  bus.handle(Pay, () => ++paid)
  bus.on(Paid, () => ++paid)
  expect(await bus.execute(Pay, { order: 'a' })).toBe(1)
  expect(await bus.execute(Pay, { order: 'a' })).toBe(1)
  expect(await bus.execute(Pay, { order: 'b' })).toBe(2)
  await bus.publish(Paid, { order: 'a' })
  await bus.publish(Paid, { order: 'a' })
  expect(paid).toBe(4)
})

test('forgets failures, so that they can be tried again', async () => {
  const bus = createBus()
  let attempts = 0
  bus.use(withIdempotency())
  bus.handle(Pay, async () => {
    attempts += 1
    if (attempts === 1) throw new Error('Declined.')
    return attempts
  })
  const message = createMessage(Pay, { order: 'a' })
  await expect(Promise.all([bus.dispatch(message), bus.dispatch(message)])).rejects.toThrow('Declined.')
  expect(await bus.dispatch(message)).toBe(2)
})

test('remembers for a time, and so many', async () => {
  const clock = createFakeClock()
  const bus = createBus({ clock })
  let paid = 0
  bus.use(withIdempotency({ clock, ttlMs: 100, limit: 2, key: ({ payload }) => (payload as { order: string }).order }))
  bus.handle(Pay, () => ++paid)
  const pay = (order: string): Promise<number> => bus.execute(Pay, { order })
  expect(await pay('a')).toBe(1)
  await clock.advance(99)
  expect(await pay('a')).toBe(1)
  await clock.advance(1)
  expect(await pay('a')).toBe(2)
  expect([await pay('b'), await pay('c')]).toEqual([3, 4])
  expect([await pay('c'), await pay('b'), await pay('a')]).toEqual([4, 3, 5])
})
