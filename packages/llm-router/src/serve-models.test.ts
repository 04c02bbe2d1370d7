import { createHash } from 'node:crypto'
import { createBus } from '@llmgine/bus'
import {
  type Bus,
  LlmgineError,
  type Message,
  ModelDelta,
  ModelEmbed,
  ModelFailed,
  ModelFellBack,
  ModelGenerate,
  type ModelRequest,
  ModelRequested,
  ModelResponded,
  toCanonicalJson,
} from '@llmgine/contracts'
import { createScriptedModel, type ScriptedReply } from '@llmgine/testing'
import { startModelServer } from '@llmgine/testing/node'
import { expect, it, onTestFinished } from 'vitest'
import { createRouter } from './create-router.ts'
import { serveModels } from './serve-models.ts'

const request: ModelRequest = { messages: [{ role: 'user', content: 'Hello' }] }
const manifest = { compiler: 'plain@1', shown: 1, dropped: 0, tokens: 4, budget: 100 }

function start(...replies: readonly ScriptedReply[]) {
  const model = createScriptedModel(replies, { id: 'scripted' })
  const bus = createBus()
  onTestFinished(async () => void (await bus.close()))
  const messages: Message[] = []
  bus.on('*', (_, { message }) => messages.push(message))
  const served = serveModels(bus, createRouter({ routes: { chat: [model], other: [model, model] } }))
  const payloads = (type: string): unknown[] =>
    messages.filter((each) => each.type === type).map((each) => each.payload)
  return { bus, model, messages, payloads, served, types: () => messages.map(({ type }) => type) }
}

it('answers, and tells what was asked and what came of it', async () => {
  const { bus, messages, types } = start('Hi')
  const response = await bus.execute(ModelGenerate, { request, manifest })
  expect(response.message.content).toBe('Hi')
  expect(types()).toEqual([ModelRequested.type, ModelResponded.type])
  const digest = createHash('sha256').update(toCanonicalJson(request)).digest('hex')
  expect(messages[0]?.payload).toEqual({ route: 'chat', manifest, digest })
  expect(messages[1]).toMatchObject({ id: response.id, payload: { route: 'chat', response } })
})

it('tells every part of a streamed answer, the end included, before the response', async () => {
  const { bus, payloads, types } = start({ text: 'one two' })
  const response = await bus.execute(ModelGenerate, { request, stream: true })
  expect(response.message.content).toBe('one two')
  expect(payloads(ModelDelta.type)).toEqual([
    { type: 'text-delta', text: 'one' },
    { type: 'text-delta', text: ' two' },
    expect.objectContaining({ type: 'end', response }),
  ])
  expect(types().at(-1)).toBe(ModelResponded.type)
})

it('keeps session, actor and cause in what it tells', async () => {
  const { bus, messages } = start('Hi')
  const actor = { id: 'local:ana' }
  await bus.execute(ModelGenerate, { request }, { id: 'command-1', sessionId: 's1', actor })
  expect(messages).toHaveLength(2)
  for (const message of messages) expect(message).toMatchObject({ sessionId: 's1', actor, causationId: 'command-1' })
})

it('tells of a fallback and asks the named route', async () => {
  const { bus, payloads } = start({ error: new LlmgineError('model.unauthorized', 'Wrong key.') }, 'Hi')
  const response = await bus.execute(ModelGenerate, { request, route: 'other', stream: true })
  expect(response.attempts).toBe(2)
  expect(payloads(ModelFellBack.type)).toEqual([
    {
      route: 'other',
      from: 'scripted',
      to: 'scripted',
      error: expect.objectContaining({ code: 'model.unauthorized' }),
    },
  ])
})

it.each([false, true])('fails as the model does, and tells of it (streamed: %s)', async (stream) => {
  const { bus, payloads, types } = start({ error: new LlmgineError('model.refused', 'No.') })
  await expect(bus.execute(ModelGenerate, { request, stream })).rejects.toMatchObject({ code: 'model.refused' })
  expect(payloads(ModelFailed.type)).toEqual([
    { route: 'chat', attempts: 1, error: expect.objectContaining({ code: 'model.refused' }) },
  ])
  expect(types()).not.toContain(ModelResponded.type)
})

it('tells what had come when a stream breaks off', async () => {
  const { bus, payloads } = start({ text: 'one two', error: { code: 'model.stream_broken', message: 'Broke off.' } })
  await expect(bus.execute(ModelGenerate, { request, stream: true })).rejects.toMatchObject({
    code: 'model.stream_broken',
  })
  expect(payloads(ModelFailed.type)).toMatchObject([
    { error: { code: 'model.stream_broken' }, response: { message: { content: 'one two', incomplete: true } } },
  ])
})

it('ends the HTTP request when the sender gives up, and tells what had come', async () => {
  await using server = await startModelServer({ replies: [{ text: 'one two three four', fault: 'stalled' }] })
  const endpoints = { test: { baseUrl: server.baseUrl } }
  const { bus, payloads, served } = start()
  served.unsubscribe()
  serveModels(bus, createRouter({ endpoints, routes: { chat: ['test/m'] } }))
  const controller = new AbortController()
  bus.on(ModelDelta, () => controller.abort(new Error('enough')))
  const answer = bus.execute(ModelGenerate, { request, stream: true }, { signal: controller.signal })
  await expect(answer).rejects.toThrow('enough')
  expect(await server.requests[0]?.ended).toBe('closed')
  await expect
    .poll(() => payloads(ModelFailed.type))
    .toMatchObject([{ error: { code: 'model.aborted' }, response: { message: { content: 'one', incomplete: true } } }])
})

it('waits for a listener that is slow with parts', async () => {
  const { bus } = start({ text: 'one two three' })
  const heard: string[] = []
  bus.on(ModelDelta, async (part) => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    heard.push(part.type)
  })
  await bus.execute(ModelGenerate, { request, stream: true })
  expect(heard).toEqual(['text-delta', 'text-delta', 'text-delta', 'end'])
})

it('embeds', async () => {
  await using server = await startModelServer()
  const { bus, served } = start()
  served.unsubscribe()
  serveModels(bus, createRouter({ endpoints: { test: { baseUrl: server.baseUrl } }, routes: { chat: ['test/m'] } }))
  expect((await bus.execute(ModelEmbed, { texts: ['a', 'b'] })).vectors).toHaveLength(2)
})

it('answers no more when it has been unsubscribed, twice if need be', async () => {
  const { bus, served } = start('Hi')
  served.unsubscribe()
  served[Symbol.dispose]()
  await expect(ask(bus)).rejects.toMatchObject({ code: 'bus.no_handler' })
})

function ask(bus: Bus): Promise<unknown> {
  return bus.execute(ModelGenerate, { request })
}
