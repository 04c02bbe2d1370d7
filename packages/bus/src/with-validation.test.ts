import { createMessage, defineCommand, defineEvent } from '@llmgine/contracts'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createBus } from './create-bus.ts'
import { withValidation } from './with-validation.ts'

const Assign = defineCommand('test.assign', {
  payload: z.object({ title: z.string(), urgent: z.boolean().default(false) }),
  result: z.object({ id: z.string() }),
})
const Assigned = defineEvent('test.assigned', {
  payload: z.object({ title: z.string().refine(async (title) => title !== '') }),
})
const Plain = defineEvent<unknown>('test.plain')

test('refuses a payload that does not fit, and names the place but not the value', async () => {
  const bus = createBus()
  bus.use(withValidation())
  bus.handle(Assign, () => ({ id: 'one' }))
  const sent = bus.execute(Assign, { title: 7, urgent: 'secret' } as never)
  await expect(sent).rejects.toMatchObject({ code: 'bus.invalid_payload', message: expect.stringContaining('title') })
  await expect(sent).rejects.not.toMatchObject({ message: expect.stringContaining('secret') })
})

test("hands on what the schema makes of a value, and waits for a schema's own promises", async () => {
  const bus = createBus()
  bus.use(withValidation())
  const seen: unknown[] = []
  bus.handle(Assign, (payload, { message }) => {
    seen.push(payload, message.payload)
    return { id: 'one', extra: true }
  })
  bus.on(Assigned, (payload) => seen.push(payload))
  expect(await bus.execute(Assign, { title: 'Poster' } as never)).toEqual({ id: 'one' })
  await bus.publish(Assigned, { title: 'Poster' })
  await expect(bus.publish(Assigned, { title: '' })).rejects.toMatchObject({ code: 'bus.invalid_payload' })
  const whole = { title: 'Poster', urgent: false }
  expect(seen).toEqual([whole, whole, { title: 'Poster' }])
})

test('refuses a result that does not fit', async () => {
  const bus = createBus()
  bus.use(withValidation())
  bus.handle(Assign, () => ({ id: 7 }) as never)
  await expect(bus.execute(Assign, { title: 'Poster', urgent: true })).rejects.toMatchObject({
    code: 'bus.invalid_result',
  })
})

test('knows dispatched messages by the definitions it was given, and lets others pass', async () => {
  const bus = createBus()
  bus.use(withValidation({ definitions: [Assign] }))
  bus.handle(Assign, () => ({ id: 'one' }))
  await expect(bus.dispatch(createMessage(Assign, {} as never))).rejects.toMatchObject({ code: 'bus.invalid_payload' })
  await bus.dispatch(createMessage(Assigned, {} as never))
  await bus.publish(Plain, () => undefined)
})

test('delays nothing that has no asynchronous rules', async () => {
  const bus = createBus()
  bus.use(withValidation())
  const seen: unknown[] = []
  bus.on(Plain, (payload) => seen.push(payload))
  const published = bus.publish(Plain, 1)
  expect(seen).toEqual([1])
  await published
})
