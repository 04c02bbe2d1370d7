import { isLlmgineError, type ModelRequest, type ModelStreamPart } from '@llmgine/contracts'
import { createScriptedModel } from '@llmgine/testing'
import { type ModelServerReply, startModelServer } from '@llmgine/testing/node'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createRouter } from './create-router.ts'
import type { Router } from './router.ts'
import type { RouterOptions } from './router-options.ts'

const hello: ModelRequest = { messages: [{ role: 'user', content: 'Hello' }] }

async function start(replies?: readonly ModelServerReply[], options: Partial<RouterOptions> = {}) {
  const server = await startModelServer({ replies, apiKey: 'sk-secret-1' })
  onTestFinished(() => server.close())
  const endpoints = { test: { baseUrl: server.baseUrl, apiKey: 'sk-secret-1' } }
  const router = createRouter({ endpoints, routes: { chat: ['test/some/model'] }, ...options })
  return { server, router, endpoints }
}

async function readAll(router: Router, request = hello): Promise<ModelStreamPart[]> {
  const parts: ModelStreamPart[] = []
  for await (const part of router.stream(request)) parts.push(part)
  return parts
}

describe('createRouter', () => {
  it('answers whole', async () => {
    const { router, server } = await start(['Good morning.'])
    const response = await router.generate(hello)
    expect(response).toMatchObject({
      message: { role: 'assistant', content: 'Good morning.' },
      finishReason: 'stop',
      model: 'some/model',
      usage: { inputTokens: expect.any(Number), outputTokens: 4 },
      attempts: 1,
    })
    expect(server.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer sk-secret-1' },
      body: { model: 'some/model', messages: [{ role: 'user', content: 'Hello' }] },
    })
  })

  it('streams text, reasoning and tool calls as typed parts', async () => {
    const toolCalls = [{ name: 'add', arguments: { numbers: [17, 23, 42] }, id: 'a' }]
    const { router } = await start([{ text: 'Let me see.', reasoning: 'Sums.', toolCalls }])
    const parts = await readAll(router)
    expect(parts.map(({ type }) => type)).toEqual([
      'reasoning-delta',
      'text-delta',
      'text-delta',
      'text-delta',
      'tool-call-start',
      'tool-call-delta',
      'tool-call-delta',
      'tool-call-end',
      'usage',
      'end',
    ])
    expect(parts.at(-1)).toMatchObject({
      finishReason: 'tool-calls',
      response: {
        message: {
          content: 'Let me see.',
          reasoning: 'Sums.',
          toolCalls: [{ id: 'a', name: 'add', arguments: '{"numbers":[17,23,42]}' }],
        },
        timing: { firstTokenMs: expect.any(Number) },
      },
    })
  })

  it('tells a part when it arrives, long before the end', async () => {
    const { router } = await start([{ text: 'one two three four', fault: 'stalled' }])
    for await (const part of router.stream(hello)) {
      expect(part).toEqual({ type: 'text-delta', text: 'one' })
      break
    }
  })

  it('embeds texts in their order', async () => {
    const { router } = await start()
    const { vectors, model, usage } = await router.embed(['a', 'b', 'a'])
    expect(vectors.map((vector) => vector.length)).toEqual([8, 8, 8])
    expect(vectors[2]).toEqual(vectors[0])
    expect([model, usage.outputTokens]).toEqual(['some/model', 0])
    expect((await router.embed([])).vectors).toEqual([])
  })

  it('lists the models of every endpoint, and says which does not answer', async () => {
    const { endpoints } = await start()
    const gone = { baseUrl: 'http://127.0.0.1:9' }
    const router = createRouter({ endpoints: { ...endpoints, gone }, routes: { chat: ['test/m'] } })
    expect(await router.models()).toEqual([
      { endpoint: 'test', models: ['test-model'] },
      { endpoint: 'gone', models: [], error: expect.objectContaining({ code: 'model.unreachable' }) },
    ])
    await expect(router.models({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
  })

  it.each(['', '/', '/v1', '/v1/', '/v1/chat/completions'])('takes a base URL that ends with "%s"', async (path) => {
    const { server } = await start()
    const baseUrl = server.baseUrl.replace('/v1', path)
    const router = createRouter({
      endpoints: { test: { baseUrl, apiKey: ' sk-secret-1\n' } },
      routes: { chat: ['test/m'] },
    })
    expect((await router.generate(hello)).message.content).toBe('Hello from the model server.')
    expect(server.requests[0]?.path).toBe('/v1/chat/completions')
  })

  it('sends no authorization without a key, and the headers it is given', async () => {
    const server = await startModelServer()
    onTestFinished(() => server.close())
    const endpoint = { baseUrl: server.baseUrl, headers: { 'x-team': 'tasks' } }
    await createRouter({ endpoints: { test: endpoint }, routes: { chat: ['test/m'] } }).generate(hello)
    expect(server.requests[0]?.headers).toMatchObject({ 'x-team': 'tasks' })
    expect(server.requests[0]?.headers.authorization).toBeUndefined()
  })

  it('makes its requests with the fetch it is given', async () => {
    const { server, endpoints } = await start(['One', { text: 'two words' }, { status: 404 }])
    let calls = 0
    const counting: typeof fetch = (input, init) => {
      calls += 1
      return fetch(input, init)
    }
    const router = createRouter({ endpoints, routes: { chat: ['test/m'] }, fetch: counting })
    expect((await router.generate(hello)).message.content).toBe('One')
    expect((await readAll(router)).at(-1)).toMatchObject({ response: { message: { content: 'two words' } } })
    await expect(router.generate(hello)).rejects.toMatchObject({ code: 'model.not_found' })
    expect([calls, server.requests.length]).toEqual([3, 3])
  })

  it('asks the named route, else the default one, which is the first', async () => {
    const routes = { fast: [createScriptedModel(() => 'fast')], smart: [createScriptedModel(() => 'smart')] }
    const router = createRouter({ routes })
    const asked = async (options?: { readonly route: string }) =>
      (await router.generate(hello, options)).message.content
    expect([await asked(), await asked({ route: 'smart' })]).toEqual(['fast', 'smart'])
    expect([router.routes, router.defaultRoute]).toEqual([['fast', 'smart'], 'fast'])
    expect((await createRouter({ routes, defaultRoute: 'smart' }).generate(hello)).message.content).toBe('smart')
    expect((await router.route('smart').generate(hello)).message.content).toBe('smart')
  })

  it('knows no other routes, and says which there are', async () => {
    const router = createRouter({ routes: { fast: [createScriptedModel(() => '')] } })
    const expected = { code: 'model.unknown_route', message: expect.stringContaining('"fast"') }
    await expect(router.generate(hello, { route: 'smart' })).rejects.toMatchObject(expected)
    await expect(
      readAll({ ...router, stream: (request) => router.stream(request, { route: 'x' }) }),
    ).rejects.toMatchObject(expected)
    expect(() => router.route('smart')).toThrow(expect.objectContaining(expected))
  })

  it('passes over targets that cannot do what is asked', async () => {
    const embedder = {
      id: 'embedder',
      embed: async () => ({ vectors: [[1]], model: 'e', usage: { inputTokens: 0, outputTokens: 0 } }),
    }
    const router = createRouter({
      routes: { all: [createScriptedModel(() => 'Hi'), embedder], talk: [createScriptedModel([])] },
    })
    expect((await router.embed(['x'])).vectors).toEqual([[1]])
    expect((await router.generate(hello)).message.content).toBe('Hi')
    await expect(router.embed(['x'], { route: 'talk' })).rejects.toMatchObject({ code: 'model.unsupported' })
  })

  it.each<[string, RouterOptions]>([
    ['no routes', { routes: {} }],
    ['an empty route', { routes: { chat: [] } }],
    ['a target that is none', { routes: { chat: ['gpt'] } }],
    ['an endpoint that is not given', { routes: { chat: ['there/gpt'] } }],
    ['a default route that is not there', { routes: { chat: [createScriptedModel([])] }, defaultRoute: 'x' }],
    ['an address that is none', { endpoints: { a: { baseUrl: 'localhost:4000' } }, routes: { chat: ['a/m'] } }],
    ['a name and password in it', { endpoints: { a: { baseUrl: 'http://me:pw@host' } }, routes: { chat: ['a/m'] } }],
    ['a slash in a name', { endpoints: { 'a/b': { baseUrl: 'http://host' } }, routes: { chat: ['a/b/m'] } }],
    [
      'a key with a line break',
      { endpoints: { a: { baseUrl: 'http://host', apiKey: 'sk\nx' } }, routes: { chat: ['a/m'] } },
    ],
  ])('refuses options with %s', (_, options) => {
    const refused = (): unknown => {
      try {
        return createRouter(options)
      } catch (error) {
        return error
      }
    }
    expect(isLlmgineError(refused(), 'model.bad_options')).toBe(true)
    expect(String(refused())).not.toContain('pw')
  })
})

describe('cost', () => {
  const usage = { prompt_tokens: 1_000, completion_tokens: 100, prompt_tokens_details: { cached_tokens: 400 } }

  it('is what the gateway tells, together with its account of the call', async () => {
    const headers = {
      'x-litellm-response-cost': '0.0125',
      'x-litellm-call-id': 'c-1',
      'x-litellm-model-id': 'd-7',
      'x-litellm-attempted-retries': '2',
      'x-litellm-key-spend': '99',
    }
    const { router } = await start([{ text: 'Hi', headers }], { prices: { 'some/model': { input: 1, output: 1 } } })
    const { cost, gateway } = await router.generate(hello)
    expect(cost).toEqual({ usd: 0.0125, estimated: false })
    expect(gateway).toEqual({ callId: 'c-1', modelId: 'd-7', attemptedRetries: 2 })
  })

  it('is reckoned from the price table, cached input by its own price, and marked as estimated', async () => {
    const prices = { 'test/some/model': { input: 2, output: 10, cachedInput: 0.5 } }
    const { router } = await start([{ text: 'Hi', usage }], { prices })
    const { cost, usage: told } = await router.generate(hello)
    expect(told).toEqual({ inputTokens: 1_000, outputTokens: 100, cachedTokens: 400 })
    expect(cost).toEqual({ usd: (600 * 2 + 400 * 0.5 + 100 * 10) / 1e6, estimated: true })
  })

  it('is absent when nobody knows', async () => {
    const { router } = await start([{ text: 'Hi', usage }])
    expect((await router.generate(hello)).cost).toBeUndefined()
  })
})
