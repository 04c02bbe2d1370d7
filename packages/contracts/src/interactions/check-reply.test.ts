import { expect, test } from 'vitest'
import { checkReply } from './check-reply.ts'
import type { Interaction } from './interaction.ts'
import type { InteractionReply } from './interaction-reply.ts'

const approve: Interaction = {
  id: 'i',
  kind: 'approve',
  title: 'Assign?',
  entitled: { actorIds: ['ana'], roles: ['admin'] },
  expiresAt: 1000,
  tool: { name: 'assign', version: '1', effects: 'create' },
  input: {},
  inputDigest: '',
}
const open = { id: 'i', title: '?', entitled: {} }
const choose: Interaction = { ...open, kind: 'choose', options: [{ id: 'a', label: 'A' }] }
const form: Interaction = { ...open, kind: 'form', fields: [{ name: 'mail', label: 'E-mail', required: true }] }
const yes: InteractionReply = { kind: 'approve', approved: true }

test.each([
  ['one who is named', { id: 'ana' }],
  ['one who has the role', { id: 'eve', roles: ['admin'] }],
])('%s may answer', (_, actor) => {
  expect(() => checkReply(approve, { reply: yes, actor, now: 999 })).not.toThrow()
})

test.each([
  ['somebody else', { id: 'ben', roles: ['user'] }],
  ['nobody known', undefined],
])('%s may not', (_, actor) => {
  expect(() => checkReply(approve, { reply: yes, actor, now: 0 })).toThrow(
    expect.objectContaining({ code: 'interaction.not_entitled' }),
  )
})

test('an answer at the very moment of expiry is too late', () => {
  expect(() => checkReply(approve, { reply: yes, actor: { id: 'ana' }, now: 1000 })).toThrow(
    expect.objectContaining({ code: 'interaction.expired' }),
  )
})

test.each<[string, Interaction, InteractionReply]>([
  ['another kind', choose, yes],
  ['an option that was not offered', choose, { kind: 'choose', optionId: 'b' }],
  ['a form without a required field', form, { kind: 'form', values: { mail: '' } }],
  // Rubbish from outside: the shapes are not what the types say.
  ['an approval that is no boolean', { ...approve, entitled: {} }, JSON.parse('{"kind":"approve","approved":"true"}')],
  ['nothing at all', choose, JSON.parse('null')],
  ['a form without values', form, JSON.parse('{"kind":"form"}')],
])('refuses %s', (_, interaction, reply) => {
  expect(() => checkReply(interaction, { reply, actor: undefined, now: 0 })).toThrow(
    expect.objectContaining({ code: 'interaction.wrong_reply' }),
  )
})

test('takes what was offered', () => {
  const given = { actor: undefined, now: 0 }
  expect(() => checkReply(choose, { ...given, reply: { kind: 'choose', optionId: 'a' } })).not.toThrow()
  expect(() => checkReply(form, { ...given, reply: { kind: 'form', values: { mail: 'a@b.c' } } })).not.toThrow()
})
