import type { ChatMessage, ModelRequest, ModelStreamPart, ModelTool } from '@llmgine/contracts'
import { testLanguageModel } from '@llmgine/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createOfflineModel } from './create-offline-model.ts'
import { defineRule } from './define-rule.ts'

const rules = [
  defineRule({
    name: 'add',
    example: 'add milk to my list',
    patterns: ['(add|put) {item} (to|on) (my|the) [shopping] list', 'add {item}'],
    respond: ({ slots }) => ({ tool: 'list_add', arguments: { item: slots.item } }),
    output: z.object({ count: z.number() }),
    say: ({ slots }, { count }) => `Added ${slots.item}; there are ${count}.`,
  }),
  defineRule({
    name: 'remove-again',
    after: ['list_add'],
    patterns: ['remove it [again]'],
    respond: ({ previous }) => {
      const { item } = z.object({ item: z.string() }).parse(previous?.arguments)
      return { tool: 'list_remove', arguments: { item } }
    },
  }),
  defineRule({ name: 'choosy', patterns: ['ping'], respond: () => undefined }),
  defineRule({ name: 'pong', patterns: ['ping', 'never'], respond: () => 'pong' }),
  defineRule({
    name: 'open',
    patterns: ['open {path}'],
    respond: ({ slots }) => ({ tool: 'files_open', arguments: { path: slots.path } }),
    unavailable: 'Start me with --files to open files.',
  }),
]
const model = createOfflineModel({ rules, howToConnect: 'Set LITELLM_BASE_URL to connect one.' })

const tool = (name: string): ModelTool => ({ name, description: name, parameters: { type: 'object' } })
const tools = [tool('list_add'), tool('list_remove')]
const user = (content: string): ChatMessage => ({ role: 'user', content })
const called = (name: string, args: object): ChatMessage => ({
  role: 'assistant',
  content: '',
  toolCalls: [{ id: 'c', name, arguments: JSON.stringify(args) }],
})
const answered = (content: string): ChatMessage => ({ role: 'tool', toolCallId: 'c', content })

async function say(...messages: ChatMessage[]): Promise<string> {
  return (await model.generate({ messages, tools })).message.content
}

async function collect(request: ModelRequest, signal?: AbortSignal): Promise<ModelStreamPart[]> {
  return drain(model.stream(request, { signal }))
}

async function drain(parts: AsyncIterable<ModelStreamPart>): Promise<ModelStreamPart[]> {
  const all: ModelStreamPart[] = []
  for await (const part of parts) all.push(part)
  return all
}

testLanguageModel('the offline model', () => ({
  model,
  speaks: { messages: [user('write me a poem')] },
  callsTools: { messages: [user('add milk')], tools },
}))

describe('generate', () => {
  test('calls the tool a rule leads to, and estimates what it took', async () => {
    const response = await model.generate({ messages: [user('please ADD oat milk to my lst')], tools })
    expect(response).toMatchObject({
      finishReason: 'tool-calls',
      model: 'offline',
      attempts: 1,
      cost: { usd: 0 },
      usage: { estimated: true, inputTokens: 8 },
    })
    expect(response.message.toolCalls).toMatchObject([{ name: 'list_add', arguments: '{"item":"oat milk"}' }])
    expect(response.message.toolCalls?.[0]?.id).toMatch(/^call_/)
  })

  test('puts the output of the tool into words', async () => {
    const turn = [user('add milk'), called('list_add', { item: 'milk' })]
    expect(await say(...turn, answered('{"count":3}'))).toBe('Added milk; there are 3.')
    expect(await say(...turn, answered('{"count":"of another form"}'))).toBe('{"count":"of another form"}')
  })

  test.each([
    ['Denied: The user said no.', 'That was not done. The user said no.'],
    ['Failed: the list is full', 'That did not work: the list is full'],
    ['Unknown: It timed out.', 'I cannot tell whether that took effect. It timed out.'],
    ['Waiting for a person: Add it?', 'There is no result of list_add yet.'],
  ])('tells of an outcome that is not done: %s', async (content, expected) => {
    expect(await say(user('add milk'), called('list_add', { item: 'milk' }), answered(content))).toBe(expected)
  })

  test('shows the output as it is when the rule of the call cannot be found any more', async () => {
    expect(await say(user('remove it'), called('list_remove', { item: 'milk' }), answered('gone'))).toBe('gone')
  })

  test('follows up on an earlier call, and not without one', async () => {
    const earlier = [user('add milk'), called('list_add', { item: 'milk' }), answered('{"count":1}')]
    const { message } = await model.generate({ messages: [...earlier, user('and remove it again')], tools })
    expect(message.toolCalls).toMatchObject([{ name: 'list_remove', arguments: '{"item":"milk"}' }])
    expect(await say(user('and remove it again'))).toContain('I did not understand')
  })

  test('a rule that has nothing to say leaves the word to the next one', async () => {
    expect(await say(user('ping'))).toBe('pong')
  })

  test('calls no tool that is not offered or not allowed', async () => {
    expect(await say(user('open a.txt'))).toBe('Start me with --files to open files.')
    const request = { messages: [user('add milk')], tools }
    for (const limited of [
      { ...request, tools: [] },
      { ...request, toolChoice: 'none' } as const,
      { ...request, toolChoice: { name: 'list_remove' } },
    ]) {
      const { message } = await model.generate(limited)
      expect(message.toolCalls).toBeUndefined()
      expect(message.content).toContain('"list_add"')
    }
  })

  test('says what it is, what it can do and how to connect a model when it does not understand', async () => {
    const text = await say(user('write me a poem about the sea'))
    expect(text).toContain('a set of rules, not a language model')
    expect(text).toContain('- add milk to my list')
    expect(text).toContain('Set LITELLM_BASE_URL to connect one.')
  })

  test('rubbish is not understood: nothing, too much, brackets, a long run of one letter', async () => {
    for (const text of [
      '',
      '   ',
      'add '.repeat(5000),
      '((((({[',
      'a'.repeat(100_000),
      `${'.'.repeat(3_900)}x`,
      `x${')'.repeat(3_900)}x`,
      '\u0000\uD800',
    ]) {
      expect(await say(user(text))).toContain('I did not understand')
    }
    expect(await say()).toContain('I did not understand')
  })

  test('rejects with the reason of a signal that has aborted', async () => {
    const signal = AbortSignal.abort(new Error('stop'))
    await expect(model.generate({ messages: [user('ping')] }, { signal })).rejects.toThrow('stop')
    await expect(collect({ messages: [user('ping')] }, signal)).rejects.toThrow('stop')
  })
})

describe('stream', () => {
  test('gives the words one by one and the same response as generate', async () => {
    const parts = await collect({
      messages: [user('add milk'), called('list_add', { item: 'x' }), answered('{"count":1}')],
    })
    const words = parts.flatMap((part) => (part.type === 'text-delta' ? [part.text] : []))
    expect(words).toEqual(['Added ', 'milk; ', 'there ', 'are ', '1.'])
    expect(parts.filter(({ type }) => type === 'end')).toHaveLength(1)
    expect(parts.at(-1)).toMatchObject({
      type: 'end',
      finishReason: 'stop',
      response: { message: { content: words.join('') } },
    })
  })

  test('gives a tool call as start, delta and end', async () => {
    const parts = await collect({ messages: [user('add milk')], tools })
    expect(parts.map(({ type }) => type)).toEqual([
      'tool-call-start',
      'tool-call-delta',
      'tool-call-end',
      'usage',
      'end',
    ])
    expect(parts.at(-1)).toMatchObject({ finishReason: 'tool-calls' })
  })

  test('an abort in the middle ends it with what had come', async () => {
    const abort = new AbortController()
    const parts: ModelStreamPart[] = []
    for await (const part of model.stream({ messages: [user('poem')] }, { signal: abort.signal })) {
      parts.push(part)
      if (parts.length === 2) abort.abort()
    }
    expect(parts).toHaveLength(3)
    expect(parts[2]).toMatchObject({
      type: 'end',
      finishReason: 'aborted',
      response: { finishReason: 'aborted', message: { content: 'I did ', incomplete: true } },
    })
  })

  test('a timer can stop a long answer', async () => {
    const long = createOfflineModel({
      rules: [defineRule({ name: 'long', patterns: ['go'], respond: () => 'word '.repeat(100_000) })],
      howToConnect: '',
    })
    const parts = await drain(long.stream({ messages: [user('go')] }, { signal: AbortSignal.timeout(5) }))
    expect(parts.length).toBeLessThan(100_000)
    expect(parts.at(-1)).toMatchObject({ type: 'end', finishReason: 'aborted' })
  })

  test('may be left early', async () => {
    for await (const part of model.stream({ messages: [user('poem')] })) {
      expect(part.type).toBe('text-delta')
      break
    }
  })
})

test('two rules of one name are refused', () => {
  const rule = defineRule({ name: 'same', patterns: ['a'], respond: () => 'a' })
  expect(() => createOfflineModel({ rules: [rule, rule], howToConnect: '' })).toThrow(
    expect.objectContaining({ code: 'offline.duplicate_rule' }),
  )
})
