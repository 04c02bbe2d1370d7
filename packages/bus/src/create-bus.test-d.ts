import { type Bus, defineCommand, defineEvent, type Layer, type Message, type SessionBus } from '@llmgine/contracts'
import { expectTypeOf } from 'vitest'
import { z } from 'zod'
import { createBus } from './create-bus.ts'
import { withTiming } from './with-timing.ts'

const Assign = defineCommand('test.assign', {
  payload: z.object({ title: z.string() }),
  result: z.object({ id: z.string() }),
})
const Assigned = defineEvent('test.assigned', { payload: z.object({ title: z.string() }) })
const Listed = defineCommand<void, readonly string[]>('test.listed')

const bus = createBus()
expectTypeOf(bus).toEqualTypeOf<Bus>()
expectTypeOf(bus.session('a')).toEqualTypeOf<SessionBus>()

expectTypeOf(bus.execute(Assign, { title: 'Poster' })).resolves.toEqualTypeOf<{ id: string }>()
expectTypeOf(bus.execute(Listed, undefined)).resolves.toEqualTypeOf<readonly string[]>()
// @ts-expect-error a payload of another shape
void bus.execute(Assign, { name: 'Poster' })
// @ts-expect-error a payload of another type
void bus.execute(Assign, 42)
// @ts-expect-error an event is not executed
void bus.execute(Assigned, { title: 'Poster' })

bus.handle(Assign, ({ title }, context) => {
  expectTypeOf(title).toEqualTypeOf<string>()
  expectTypeOf(context.message).toEqualTypeOf<Message<{ title: string }>>()
  return { id: title }
})
// @ts-expect-error a result of another shape
bus.handle(Assign, () => ({ name: 'one' }))

// @ts-expect-error a payload of another shape
void bus.publish(Assigned, { id: 'one' })
bus.on(Assigned, ({ title }) => expectTypeOf(title).toEqualTypeOf<string>(), {
  filter: ({ payload }) => payload.title !== '',
})
bus.on('*', (payload) => expectTypeOf(payload).toEqualTypeOf<unknown>())
expectTypeOf(bus.once(Assigned)).resolves.toEqualTypeOf<Message<{ title: string }>>()
for await (const { payload } of bus.events(Assigned)) expectTypeOf(payload).toEqualTypeOf<{ title: string }>()

bus.use(async function traced(call, next) {
  expectTypeOf(call.message).toEqualTypeOf<Message>()
  return next()
})
expectTypeOf(withTiming(() => undefined)).toEqualTypeOf<Layer>()
bus.use(withTiming(() => undefined))
// @ts-expect-error an option that does not exist
createBus({ maxListeners: 3 })
