import type { ChatMessage } from '@llmgine/contracts'
import { toToolContent } from '@llmgine/contracts'
import { expect, test } from 'vitest'
import { readConversation } from './read-conversation.ts'
import { readResult } from './read-result.ts'

const call = (id: string, name: string, args: string): ChatMessage => ({
  role: 'assistant',
  content: '',
  toolCalls: [{ id, name, arguments: args }],
})
const result = (toolCallId: string, content: string): ChatMessage => ({ role: 'tool', toolCallId, content })

test('parts the calls before the latest message from those since', () => {
  const read = readConversation([
    { role: 'system', content: 'be kind' },
    { role: 'user', content: 'one' },
    call('a', 'first', '{"n":1}'),
    result('a', '{"ok":true}'),
    {
      role: 'user',
      content: [
        { type: 'text', text: 'two' },
        { type: 'image', url: 'data:,' },
      ],
    },
    call('a', 'second', 'not json'),
    result('a', 'Denied: no'),
    call('b', 'third', '{}'),
  ])
  expect(read.text).toBe('two')
  expect(read.before).toEqual([
    { tool: 'first', arguments: { n: 1 }, result: { status: 'done', text: '{"ok":true}', value: { ok: true } } },
  ])
  expect(read.since).toEqual([
    { tool: 'second', arguments: 'not json', result: { status: 'denied', text: 'no', value: 'no' } },
    { tool: 'third', arguments: {}, result: undefined },
  ])
})

test('a repeated vendor id pairs each call with its own result', () => {
  const { before } = readConversation([
    call('call_0', 'first', '1'),
    result('call_0', 'one'),
    call('call_0', 'second', '2'),
    result('call_0', 'two'),
    result('stray', 'of nobody'),
    { role: 'user', content: 'and?' },
  ])
  expect(before.map(({ result }) => result?.text)).toEqual(['one', 'two'])
})

test('a conversation without a user has no text', () => {
  expect(readConversation([])).toEqual({ text: '', before: [], since: [] })
})

test('reads back every outcome a model is told of', () => {
  const error = { code: 'tool.failed', message: 'no such file' }
  expect(readResult(toToolContent({ status: 'failed', error }))).toMatchObject({
    status: 'failed',
    text: 'no such file',
  })
  expect(readResult(toToolContent({ status: 'denied', reason: 'no' }))).toMatchObject({ status: 'denied', text: 'no' })
  expect(readResult(toToolContent({ status: 'unknown', reason: 'It timed out.' }))).toMatchObject({
    status: 'unknown',
    text: 'It timed out.',
  })
  expect(readResult(toToolContent({ status: 'done', output: [1] }))).toMatchObject({ status: 'done', value: [1] })
  expect(readResult(toToolContent({ status: 'done', output: 'words' }))).toMatchObject({
    status: 'done',
    value: 'words',
  })
})
