import { expect, test } from 'vitest'
import { createMessage } from './create-message.ts'
import { defineCommand } from './define-command.ts'
import { defineEvent } from './define-event.ts'
import { isMessage } from './is-message.ts'

const Assign = defineCommand<{ title: string }, { id: string }>('tasks.assign')
const Assigned = defineEvent<{ title: string }>('tasks.assigned', { version: 3 })

test('a message that begins a chain correlates with itself and has no cause', () => {
  const message = createMessage(Assign, { title: 'Poster' }, { sessionId: 's', actor: { id: 'ana' } })
  expect(message.correlationId).toBe(message.id)
  expect(message.causationId).toBeUndefined()
  expect(message).toMatchObject({ kind: 'command', type: 'tasks.assign', sessionId: 's', actor: { id: 'ana' } })
})

test('a caused message takes session, actor and correlation from its cause', () => {
  const cause = createMessage(Assign, { title: 'Poster' }, { sessionId: 's', actor: { id: 'ana' } })
  const middle = createMessage(Assigned, { title: 'Poster' }, { cause })
  const last = createMessage(Assigned, { title: 'Poster' }, { cause: middle })
  expect(last).toMatchObject({
    sessionId: 's',
    actor: { id: 'ana' },
    correlationId: cause.id,
    causationId: middle.id,
  })
})

test('what is given goes before what the cause has', () => {
  const cause = createMessage(Assign, { title: 'Poster' }, { sessionId: 's', actor: { id: 'ana' } })
  const message = createMessage(
    Assigned,
    { title: 'x' },
    { cause, sessionId: 't', actor: { id: 'ben' }, id: 'i', time: 7 },
  )
  expect(message).toMatchObject({ sessionId: 't', actor: { id: 'ben' }, id: 'i', time: 7, version: 3 })
})

test('a message is the same after JSON', () => {
  const message = createMessage(Assigned, { title: 'Poster' }, { sessionId: 's' })
  expect(JSON.parse(JSON.stringify(message))).toEqual(JSON.parse(JSON.stringify({ ...message })))
  expect(isMessage(Assigned, JSON.parse(JSON.stringify(message)))).toBe(true)
})

test('isMessage tells a command from an event of the same type', () => {
  const message = createMessage(defineEvent<number>('tasks.assign'), 1)
  expect(isMessage(Assign, message)).toBe(false)
})
