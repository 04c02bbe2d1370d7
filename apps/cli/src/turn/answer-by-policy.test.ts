import type { ApproveInteraction } from '@llmgine/contracts'
import { expect, test } from 'vitest'
import { answerByPolicy } from './answer-by-policy.ts'

const question = (name: string): ApproveInteraction => ({
  kind: 'approve',
  id: 'q',
  title: 'Add "milk"?',
  entitled: {},
  tool: { name, version: '1', effects: 'create' },
  input: {},
  inputDigest: '',
})

test('approves what was allowed by name, whether or not somebody is there', () => {
  for (const attended of [true, false]) {
    const answer = answerByPolicy({ approve: ['todo_add'], attended })
    expect(answer(question('todo_add'))).toEqual({ kind: 'approve', approved: true })
  }
})

test('leaves the rest to the person who is there', () => {
  expect(answerByPolicy({ approve: ['todo_add'], attended: true })(question('todo_remove'))).toBeUndefined()
})

test('refuses the rest with a reason where nobody is there', () => {
  const refused = answerByPolicy({ approve: ['todo_add'], attended: false })(question('todo_remove'))
  expect(refused).toMatchObject({ approved: false, reason: expect.stringContaining('--approve todo_remove') })
})

test('never answers a question that is no approval', () => {
  const answer = answerByPolicy({ approve: ['todo_add'], attended: false })
  expect(answer({ kind: 'choose', id: 'q', title: 'Which?', entitled: {}, options: [] })).toBeUndefined()
  const settle = { kind: 'settle', id: 'q', title: 'Did it?', entitled: {}, input: {} } as const
  expect(answer({ ...settle, tool: { name: 'todo_add', version: '1', effects: 'create' } })).toBeUndefined()
})
