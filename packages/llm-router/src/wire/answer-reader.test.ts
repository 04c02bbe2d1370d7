import type { ModelStreamPart, ModelToolCall } from '@llmgine/contracts'
import { createSequentialIds } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { createAnswerReader } from './answer-reader.ts'
import { createMessageCollector } from './message-collector.ts'

/** What comes of deltas, and with what reason the answer ends. */
function read(deltas: readonly object[], finish: string | null = 'stop') {
  const reader = createAnswerReader(createSequentialIds())
  const message = createMessageCollector()
  const parts: ModelStreamPart[] = []
  for (const delta of deltas) parts.push(...reader.add({ choices: [{ delta }] }))
  parts.push(...reader.add({ choices: [{ delta: {}, finish_reason: finish }] }), ...reader.end())
  for (const part of parts) message.add(part)
  return { parts, message: message.message({ complete: true }), ...reader.facts() }
}

/** The calls that come of fragments, without their ids where those are ours. */
function calls(...fragments: readonly (object | readonly object[])[]): readonly Partial<ModelToolCall>[] {
  const { parts, message, finishReason } = read(
    fragments.map((each) => ({ tool_calls: [each].flat() })),
    'tool_calls',
  )
  expect(finishReason).toBe('tool-calls')
  const toolCalls = message.toolCalls ?? []
  expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(toolCalls.length)
  for (const [index, call] of toolCalls.entries()) expectOwnParts(parts, index, call)
  return toolCalls.map(({ id, ...call }) => (id.startsWith('call_0') ? call : { id, ...call }))
}

function expectOwnParts(parts: readonly ModelStreamPart[], index: number, call: ModelToolCall): void {
  const own = parts.filter((part) => 'index' in part && part.index === index)
  expect(own[0]).toEqual({ type: 'tool-call-start', index, id: call.id, name: call.name })
  expect(own.map((part) => (part.type === 'tool-call-delta' ? part.arguments : '')).join('')).toBe(call.arguments)
  expect(own.at(-1)).toEqual({ type: 'tool-call-end', index, call })
}

const piece = (index: number | undefined, id: string | undefined, name: string | undefined, args: unknown): object => ({
  index,
  id,
  function: { name, arguments: args },
})
const add = (id: string, args = '{"a":1}') => ({ id, name: 'add', arguments: args })

describe('tool calls', () => {
  it('come one after another', () => {
    const got = calls(
      piece(0, 'x', 'add', ''),
      piece(0, undefined, undefined, '{"a":'),
      piece(0, undefined, undefined, '1}'),
      piece(1, 'y', 'add', '{"a":1}'),
    )
    expect(got).toEqual([add('x'), add('y')])
  })

  it('come interleaved', () => {
    const got = calls(
      [piece(0, 'x', 'add', '{"a"'), piece(1, 'y', 'add', '{"a"')],
      [piece(1, undefined, undefined, ':2}'), piece(0, undefined, undefined, ':1}')],
    )
    expect(got).toEqual([add('x'), add('y', '{"a":2}')])
  })

  it.each<[what: string, fragments: readonly object[], expected: readonly object[]]>([
    [
      'without ids',
      [piece(0, undefined, 'add', '{"a":1}'), piece(1, '', 'add', '{"a":1}')],
      [
        { name: 'add', arguments: '{"a":1}' },
        { name: 'add', arguments: '{"a":1}' },
      ],
    ],
    [
      'without indexes',
      [
        piece(undefined, 'x', 'add', '{"a"'),
        piece(undefined, 'x', undefined, ':1}'),
        piece(undefined, 'y', 'add', '{"a":1}'),
      ],
      [add('x'), add('y')],
    ],
    [
      'without either',
      [
        piece(undefined, undefined, 'add', '{"a"'),
        piece(undefined, undefined, undefined, ':1}'),
        piece(undefined, undefined, 'add', '{"a":2}'),
      ],
      [
        { name: 'add', arguments: '{"a":1}' },
        { name: 'add', arguments: '{"a":2}' },
      ],
    ],
    [
      'all with index 0',
      [piece(0, 'x', 'add', '{"a":1}'), piece(0, 'y', 'add', '{"a"'), piece(0, undefined, undefined, ':2}')],
      [add('x'), add('y', '{"a":2}')],
    ],
    [
      'all with one id',
      [piece(undefined, 'x', 'add', '{"a":1}'), piece(undefined, 'x', 'add', '{"a":2}')],
      [add('x'), { name: 'add', arguments: '{"a":2}' }],
    ],
    [
      'all with one id and indexes',
      [piece(0, 'x', 'add', '{"a":1}'), piece(1, 'x', 'add', '{"a":2}')],
      [add('x'), { name: 'add', arguments: '{"a":2}' }],
    ],
    ['the name in every fragment', [piece(0, 'x', 'add', '{"a"'), piece(0, 'x', 'add', ':1}')], [add('x')]],
    ['the id after the start', [piece(0, undefined, undefined, ''), piece(0, 'x', 'add', '{"a":1}')], [add('x')]],
    ['arguments before the name', [piece(0, 'x', undefined, '{"a"'), piece(0, undefined, 'add', ':1}')], [add('x')]],
    ['arguments as an object', [piece(0, 'x', 'add', { a: 1 })], [add('x')]],
    [
      'no arguments',
      [piece(0, 'x', 'now', null), piece(1, 'y', 'now', '')],
      [
        { id: 'x', name: 'now', arguments: '{}' },
        { id: 'y', name: 'now', arguments: '{}' },
      ],
    ],
    ['malformed arguments, as they came', [piece(0, 'x', 'add', '{"a":1,}')], [add('x', '{"a":1,}')]],
    ['no name at all', [piece(0, 'x', undefined, '{}')], [{ id: 'x', name: '', arguments: '{}' }]],
  ])('%s', (_, fragments, expected) => {
    expect(calls(...fragments)).toEqual(expected)
  })

  it('that the length limit cut off reach nobody', () => {
    const deltas = [piece(0, 'x', 'add', '{"a":1}'), piece(1, 'y', 'remove', '{"all":tr')].map((call) => ({
      tool_calls: [call],
    }))
    const { message, finishReason } = read(deltas, 'length')
    expect([finishReason, message.toolCalls]).toEqual(['length', [add('x')]])
  })

  it('rubbish in their place does no harm', () => {
    const deltas = [{ tool_calls: 'x' }, { tool_calls: {} }, { tool_calls: [] }, { content: 'a' }]
    expect(read(deltas).message).toEqual({ role: 'assistant', content: 'a' })
  })
})

describe('what a model says', () => {
  it.each<[what: string, deltas: readonly object[], content: string, reasoning: string | undefined]>([
    ['reasoning_content', [{ reasoning_content: 'Hm' }, { content: 'a' }], 'a', 'Hm'],
    ['reasoning', [{ reasoning: 'Hm' }, { content: 'a' }], 'a', 'Hm'],
    ['both at once', [{ reasoning: 'Hm', reasoning_content: 'Hm' }, { content: 'a' }], 'a', 'Hm'],
    [
      'lists of parts',
      [
        {
          content: [
            { type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] },
            { type: 'text', text: 'a' },
          ],
        },
      ],
      'a',
      'Hm',
    ],
    ['null and numbers', [{ content: null, reasoning: 3 }, { content: 5 }], '', undefined],
  ])('%s', (_, deltas, content, reasoning) => {
    expect(read(deltas).message).toEqual({ role: 'assistant', content, ...(reasoning !== undefined && { reasoning }) })
  })

  it('is a refusal when the model says so', () => {
    expect(read([{ refusal: 'I cannot' }, { refusal: ' do that.' }])).toMatchObject({
      finishReason: 'refused',
      message: { content: 'I cannot do that.' },
    })
  })

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['max_tokens', 'length'],
    ['content_filter', 'refused'],
    ['tool_calls', 'stop'],
    ['eos', 'stop'],
  ])('ends with %s as %s', (wire, reason) => {
    expect(read([{ content: 'a' }], wire).finishReason).toBe(reason)
  })

  it('is told with its usage under whatever names', () => {
    const reader = createAnswerReader(createSequentialIds())
    reader.add({ usage: { prompt_tokens: 1 }, choices: [] })
    reader.add({
      usage: {
        prompt_tokens: 10,
        completion_tokens: 5,
        prompt_cache_hit_tokens: 4,
        completion_tokens_details: { reasoning_tokens: 3 },
        cost: 0.5,
      },
    })
    const usage = { inputTokens: 10, outputTokens: 5, cachedTokens: 4, reasoningTokens: 3 }
    expect(reader.end()).toEqual([{ type: 'usage', usage }])
    expect(reader.facts()).toMatchObject({ usage, costUsd: 0.5 })
  })
})
