import type { ModelRequest } from '@llmgine/contracts'
import { describe, expect, it } from 'vitest'
import { toChatBody } from './to-chat-body.ts'

const target = { model: 'm', streaming: false, openai: false }
const body = (request: Partial<ModelRequest>, more: object = {}): Record<string, unknown> =>
  toChatBody({ messages: [], ...request }, { ...target, ...more })

describe('toChatBody', () => {
  it('sends nothing that was not asked for', () => {
    expect(body({})).toEqual({ model: 'm', messages: [] })
    expect(body({ tools: [] })).toEqual({ model: 'm', messages: [] })
  })

  it('asks a stream for its usage', () => {
    expect(body({}, { streaming: true })).toMatchObject({ stream: true, stream_options: { include_usage: true } })
  })

  it('writes every kind of message', () => {
    const image = { type: 'image', url: 'data:image/png;base64,AA==' } as const
    const file = { type: 'file', name: 'a.pdf', data: 'data:application/pdf;base64,AA==' } as const
    const { messages } = body({
      messages: [
        { role: 'system', content: 'Be kind.' },
        {
          role: 'user',
          name: 'ana',
          content: [{ type: 'text', text: 'See' }, image, file, { ...file, data: 'file-1' }],
        },
        {
          role: 'assistant',
          content: '',
          reasoning: 'Hm.',
          toolCalls: [{ id: 'x', name: 'add', arguments: '{"a":1}' }],
        },
        { role: 'tool', toolCallId: 'x', content: '2' },
        { role: 'assistant', content: 'It is 2', incomplete: true },
      ],
    })
    expect(JSON.parse(JSON.stringify(messages))).toEqual([
      { role: 'system', content: 'Be kind.' },
      {
        role: 'user',
        name: 'ana',
        content: [
          { type: 'text', text: 'See' },
          { type: 'image_url', image_url: { url: image.url } },
          { type: 'file', file: { filename: 'a.pdf', file_data: file.data } },
          { type: 'file', file: { file_id: 'file-1' } },
        ],
      },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'x', type: 'function', function: { name: 'add', arguments: '{"a":1}' } }],
      },
      { role: 'tool', tool_call_id: 'x', content: '2' },
      { role: 'assistant', content: 'It is 2' },
    ])
  })

  it('sends arguments that a model got wrong as JSON all the same', () => {
    const toolCalls = [{ id: 'x', name: 'add', arguments: '{"a":' }]
    const [message] = Object(body({ messages: [{ role: 'assistant', content: '', toolCalls }] })).messages
    expect(JSON.parse(message.tool_calls[0].function.arguments)).toEqual({ unreadable: '{"a":' })
  })

  it('writes settings under the names of the wire', () => {
    const schema = { name: 'answer', schema: { type: 'object' }, strict: true }
    const tool = { name: 'add', description: 'Adds.', parameters: { type: 'object' } }
    expect(
      body({
        tools: [tool],
        toolChoice: { name: 'add' },
        temperature: 0,
        maxOutputTokens: 9,
        stop: ['.'],
        seed: 1,
        responseSchema: schema,
        reasoningEffort: 'low',
        user: 'u',
        tags: ['t'],
        metadata: { team: 'x' },
      }),
    ).toEqual({
      model: 'm',
      messages: [],
      tools: [{ type: 'function', function: tool }],
      tool_choice: { type: 'function', function: { name: 'add' } },
      temperature: 0,
      max_tokens: 9,
      stop: ['.'],
      seed: 1,
      response_format: { type: 'json_schema', json_schema: schema },
      reasoning_effort: 'low',
      user: 'u',
      metadata: { team: 'x', tags: ['t'] },
    })
  })

  it('speaks to OpenAI by its newer name for the limit', () => {
    expect(body({ maxOutputTokens: 9 }, { openai: true })).toMatchObject({ max_completion_tokens: 9 })
  })

  it("lets the target's own fields win", () => {
    expect(body({ temperature: 1 }, { body: { temperature: 0, top_k: 5 } })).toMatchObject({ temperature: 0, top_k: 5 })
  })
})
