import { LlmgineError, type ModelRequest, type ModelStreamPart } from '@llmgine/contracts'
import { expect, it } from 'vitest'
import { createFakeClock } from './create-fake-clock.ts'
import { createScriptedModel } from './create-scripted-model.ts'
import { createSequentialIds } from './create-sequential-ids.ts'

const ask = (text: string): ModelRequest => ({ messages: [{ role: 'user', content: text }] })

async function collect(parts: AsyncIterable<ModelStreamPart>): Promise<ModelStreamPart[]> {
  const all: ModelStreamPart[] = []
  for await (const part of parts) all.push(part)
  return all
}

it('answers one reply per call and remembers what it was asked', async () => {
  const model = createScriptedModel(['One.', (request) => `You said ${request.messages[0]?.content}`])
  expect((await model.generate(ask('a'))).message.content).toBe('One.')
  const request = ask('b')
  expect((await model.generate(request)).message.content).toBe('You said b')
  expect(model.requests).toEqual([ask('a'), ask('b')])
  expect(model.requests[1]).not.toBe(request)
})

it('answers every call with a script that is one function', async () => {
  const model = createScriptedModel((_request, { number }) => `Call ${number}`)
  await model.generate(ask('a'))
  expect((await model.generate(ask('b'))).message.content).toBe('Call 2')
})

it('fails with the number of the call when its script runs out', async () => {
  const model = createScriptedModel(['One.'])
  await model.generate(ask('a'))
  const failure = model.generate(ask('b'))
  await expect(failure).rejects.toMatchObject({ code: 'testing.script_ran_out', details: { call: 2 } })
})

it('streams word by word and ends exactly once, with the whole response', async () => {
  const model = createScriptedModel(['Hello  there, you.\n'], { generateId: createSequentialIds() })
  const parts = await collect(model.stream(ask('a')))
  expect(parts.map((part) => (part.type === 'text-delta' ? part.text : part.type))).toEqual([
    'Hello',
    '  there,',
    ' you.',
    '\n',
    'end',
  ])
  expect(parts.at(-1)).toMatchObject({
    finishReason: 'stop',
    response: { id: createSequentialIds()(), message: { role: 'assistant', content: 'Hello  there, you.\n' } },
  })
})

it('streams tool calls in pieces between their start and end', async () => {
  const model = createScriptedModel([
    {
      toolCalls: [
        { name: 'add', arguments: { a: 1 } },
        { name: 'bad', arguments: '{' },
      ],
    },
  ])
  const parts = await collect(model.stream(ask('a')))
  const json = parts.flatMap((part) => (part.type === 'tool-call-delta' && part.index === 0 ? [part.arguments] : []))
  expect(json.length).toBeGreaterThan(1)
  expect(json.join('')).toBe('{"a":1}')
  expect(parts.at(-1)).toMatchObject({
    finishReason: 'tool-calls',
    response: {
      message: {
        toolCalls: [
          { id: 'call_1_0', name: 'add', arguments: '{"a":1}' },
          { id: 'call_1_1', name: 'bad', arguments: '{' },
        ],
      },
    },
  })
})

it('throws a failure before the first part and ends with one after it', async () => {
  const error = new LlmgineError('model.rate_limited', 'Slow down.', { retryable: true })
  const early = createScriptedModel([{ error }, { error }])
  await expect(collect(early.stream(ask('a')))).rejects.toBe(error)
  await expect(early.generate(ask('a'))).rejects.toMatchObject({ code: 'model.rate_limited', retryable: true })

  const late = createScriptedModel([
    { text: 'Half an', error },
    { text: 'Half an', error },
  ])
  expect((await collect(late.stream(ask('a')))).at(-1)).toMatchObject({
    finishReason: 'error',
    error: { code: 'model.rate_limited' },
    response: { message: { content: 'Half an', incomplete: true } },
  })
  await expect(late.generate(ask('a'))).rejects.toMatchObject({ code: 'model.rate_limited' })
})

it('keeps the code of an error that is given as data', async () => {
  const error = { code: 'model.stream_broken', message: 'It broke off.' }
  const model = createScriptedModel([{ text: 'Half an', error }])
  expect((await collect(model.stream(ask('a')))).at(-1)).toMatchObject({ finishReason: 'error', error })
})

it('waits by the clock and measures by it', async () => {
  const clock = createFakeClock()
  const model = createScriptedModel([{ text: ['a', 'b'], delayMs: 100, partDelayMs: 10 }], { clock })
  const parts = collect(model.stream(ask('a')))
  await clock.advance(99)
  expect(clock.pending).toHaveLength(1)
  await clock.advance(11)
  expect((await parts).at(-1)).toMatchObject({ response: { timing: { firstTokenMs: 100, totalMs: 110 } } })
})

it('throws the reason of an abort that comes before the first part', async () => {
  const clock = createFakeClock()
  const model = createScriptedModel([{ text: 'never', delayMs: 100 }, 'never'], { clock })
  const controller = new AbortController()
  const parts = collect(model.stream(ask('a'), { signal: controller.signal }))
  await clock.advance(1)
  controller.abort(new Error('enough'))
  await expect(parts).rejects.toThrow('enough')
  expect(clock.pending).toEqual([])
  await expect(model.generate(ask('a'), { signal: AbortSignal.abort(new Error('already')) })).rejects.toThrow('already')
})

it('tells an abort after the first part with the one end, though the script would hang', async () => {
  const model = createScriptedModel([
    {
      parts: [
        { type: 'text-delta', text: 'Half' },
        { type: 'wait', delayMs: Number.POSITIVE_INFINITY },
      ],
    },
  ])
  const controller = new AbortController()
  const parts: ModelStreamPart[] = []
  for await (const part of model.stream(ask('a'), { signal: controller.signal })) {
    parts.push(part)
    controller.abort()
  }
  expect(parts.filter((part) => part.type === 'end')).toHaveLength(1)
  expect(parts.at(-1)).toMatchObject({
    finishReason: 'aborted',
    response: { message: { content: 'Half', incomplete: true } },
  })
})

it('leaves no timer behind when its reader breaks off', async () => {
  const clock = createFakeClock()
  const model = createScriptedModel([{ text: ['a', 'b'], partDelayMs: 10 }], { clock })
  for await (const _part of model.stream(ask('a'))) break
  expect(clock.pending).toEqual([])
})
