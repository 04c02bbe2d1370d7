import { expectTypeOf, test } from 'vitest'
import type { Bus } from '../bus/bus.ts'
import type { ModelStreamPart } from '../models/model-stream-part.ts'
import type { Schema } from '../schema/schema.ts'
import type { CommandDefinition } from './command-definition.ts'
import { createMessage } from './create-message.ts'
import { defineCommand } from './define-command.ts'
import { defineEvent } from './define-event.ts'
import { isMessage } from './is-message.ts'
import type { Message } from './message.ts'

declare const bus: Bus
declare const title: Schema<unknown, { title: string }>
declare const id: Schema<unknown, { id: string }>

test('payload and result are inferred from the schemas', () => {
  const Assign = defineCommand('tasks.assign', { payload: title, result: id })
  expectTypeOf(Assign).toEqualTypeOf<CommandDefinition<{ title: string }, { id: string }>>()
  expectTypeOf(bus.execute(Assign, { title: 'x' })).resolves.toEqualTypeOf<{ id: string }>()
  // @ts-expect-error the payload must fit the definition
  void bus.execute(Assign, 42)
  // @ts-expect-error the handler must answer with the result
  bus.handle(Assign, () => 42)
})

test('a handler knows the payload of what it hears', () => {
  const Delta = defineEvent<ModelStreamPart>('model.delta', { ephemeral: true })
  bus.on(Delta, (payload, { message }) => {
    expectTypeOf(payload).toEqualTypeOf<ModelStreamPart>()
    expectTypeOf(message).toEqualTypeOf<Message<ModelStreamPart>>()
  })
  bus.on('*', (payload) => expectTypeOf(payload).toBeUnknown())
})

test('isMessage narrows', () => {
  const Assigned = defineEvent('tasks.assigned', { payload: title })
  const message: Message = createMessage(Assigned, { title: 'x' })
  if (isMessage(Assigned, message)) expectTypeOf(message.payload).toEqualTypeOf<{ title: string }>()
})
