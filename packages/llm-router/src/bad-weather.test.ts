import { isLlmgineError, type LlmgineError, type ModelRequest, type ModelStreamPart } from '@llmgine/contracts'
import { type ModelServer, type ModelServerReply, startModelServer } from '@llmgine/testing/node'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createRouter } from './create-router.ts'
import type { Router } from './router.ts'
import type { CallBudget } from './router-options.ts'

const apiKey = 'sk-very-secret-123456'
const hello: ModelRequest = { messages: [{ role: 'user', content: 'Hello' }] }

async function start(
  replies: readonly ModelServerReply[],
  budget: CallBudget = { attempts: 1 },
  fetch?: typeof globalThis.fetch,
) {
  const server = await startModelServer({ replies })
  onTestFinished(() => server.close())
  return { server, router: routerTo(server.baseUrl, budget, fetch) }
}

function routerTo(baseUrl: string, budget: CallBudget = { attempts: 1 }, fetch?: typeof globalThis.fetch): Router {
  return createRouter({ endpoints: { test: { baseUrl, apiKey } }, routes: { chat: ['test/m'] }, budget, fetch })
}

const transports = [
  ['the lean transport', undefined],
  ['a given fetch', globalThis.fetch],
] as const

async function readAll(router: Router, signal?: AbortSignal): Promise<ModelStreamPart[]> {
  const parts: ModelStreamPart[] = []
  for await (const part of router.stream(hello, { signal })) parts.push(part)
  return parts
}

async function failureOf(promise: Promise<unknown>): Promise<LlmgineError> {
  const error = await promise.then(
    () => expect.fail('it did not fail'),
    (thrown: unknown) => thrown,
  )
  if (!isLlmgineError(error)) expect.fail(`not an error of ours: ${error}`)
  expect(secretsIn(error)).toEqual([])
  return error
}

/** The places of an error, of its causes and of its data, in which the key stands. */
function secretsIn(error: unknown): unknown[] {
  const all: unknown[] = []
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    all.push(each.message, String(each.stack), JSON.stringify(each), JSON.stringify({ ...each }))
  }
  return all.filter((text) => String(text).includes('very-secret'))
}

const both = [
  ['whole', (router: Router) => router.generate(hello)],
  ['streamed', (router: Router) => readAll(router)],
] as const

describe.each(both)('a failure before the answer, %s', (_, ask) => {
  it.each<
    [
      status: number,
      body: Readonly<Record<string, unknown>> | undefined,
      code: string,
      retryable: boolean,
      words: RegExp,
    ]
  >([
    [400, undefined, 'model.bad_request', false, /did not understand/],
    [401, { error: { message: `Incorrect API key: ${apiKey}` } }, 'model.unauthorized', false, /refused the API key/],
    [402, undefined, 'model.budget_exceeded', false, /budget or quota/],
    [403, { detail: `Not for ${apiKey}` }, 'model.forbidden', false, /It said: Not for \[redacted\]/],
    [404, { error: { message: 'No such model' } }, 'model.not_found', false, /"m" .*It said: No such model/],
    [408, undefined, 'model.timeout', true, /gave up waiting/],
    [409, undefined, 'model.server_error', true, /409/],
    [413, undefined, 'model.context_too_long', false, /Shorten/],
    [422, { detail: [{ loc: ['body', 'tools'], msg: 'bad' }] }, 'model.bad_request', false, /loc/],
    [429, undefined, 'model.rate_limited', true, /too often/],
    [429, { error: { message: 'x', code: 'insufficient_quota' } }, 'model.budget_exceeded', false, /quota/],
    [
      400,
      { error: { message: 'ExceededBudget', type: 'budget_exceeded', code: '400' } },
      'model.budget_exceeded',
      false,
      /key/,
    ],
    [400, { error: { message: 'x', code: 'context_length_exceeded' } }, 'model.context_too_long', false, /Shorten/],
    [400, { error: 'prompt is too long: 300000 tokens' }, 'model.context_too_long', false, /300000/],
    [400, { error: { message: 'x', code: 'content_filter' } }, 'model.refused', false, /content/],
    [500, { error: { message: 'Out of memory' } }, 'model.server_error', true, /Out of memory/],
    [501, undefined, 'model.server_error', false, /501/],
    [502, undefined, 'model.server_error', true, /502/],
    [503, undefined, 'model.server_error', true, /503/],
    [529, { error: { message: 'Overloaded' } }, 'model.server_error', true, /Overloaded/],
  ])('%d with %j is %s', async (status, body, code, retryable, words) => {
    const { router } = await start([{ status, body }])
    const error = await failureOf(ask(router))
    expect(error).toMatchObject({ code, retryable, message: expect.stringMatching(words) })
    expect(error.details).toMatchObject({ endpoint: 'test', model: 'm', status, attempts: 1 })
    expect(error.message).not.toMatch(/\n|undefined|\[object/)
  })

  it('tells how long a rate limit lasts', async () => {
    const { router } = await start([{ status: 429, headers: { 'retry-after': '7' } }])
    const error = await failureOf(ask(router))
    expect(error).toMatchObject({ details: { retryAfterMs: 7_000 }, message: expect.stringContaining('in 7 s') })
  })

  it('quotes the title of an error page, and no more of it', async () => {
    const body = `<html><head><title>502 Bad Gateway</title></head><body>${'x'.repeat(200_000)}</body></html>`
    const { router } = await start([{ status: 502, headers: { 'content-type': 'text/html' }, body }])
    expect((await failureOf(ask(router))).message).toMatch(/It said: 502 Bad Gateway$/)
  })

  it('says where a redirect leads to', async () => {
    const { router } = await start([
      { status: 307, headers: { location: 'https://other.example/v1/chat/completions?key=1' } },
    ])
    const error = await failureOf(ask(router))
    expect(error).toMatchObject({
      code: 'model.not_found',
      message: expect.stringContaining('https://other.example/v1'),
    })
    expect(error.message).not.toContain('key=1')
  })

  it('says that nothing listens, that a host is not known, that no TLS is spoken', async () => {
    const refused = await failureOf(ask(routerTo('http://127.0.0.1:9')))
    expect(refused).toMatchObject({
      code: 'model.unreachable',
      message: expect.stringContaining('nothing listens there'),
    })
    expect(refused.details).toMatchObject({ systemCode: 'ECONNREFUSED', attempts: 1 })
    const unknown = await failureOf(ask(routerTo('http://no-such-host.invalid')))
    expect(unknown).toMatchObject({
      code: 'model.unreachable',
      details: { systemCode: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) },
    })
    const { server } = await start([])
    const tls = await failureOf(ask(routerTo(server.baseUrl.replace('http:', 'https:'))))
    expect(tls).toMatchObject({ code: 'model.unreachable', message: expect.stringMatching(/secure connection/) })
  })

  it.each<[what: string, reply: ModelServerReply, words: RegExp]>([
    [
      'an HTML page',
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Hi' },
      /an HTML page.*base URL/,
    ],
    ['text', { status: 200, body: 'OK' }, /not JSON/],
    ['nothing', { status: 200, body: '' }, /nothing/],
    ['JSON of another shape', { status: 200, body: { ok: true } }, /without saying anything/],
  ])('%s with status 200 is model.bad_reply', async (_what, reply, words) => {
    const { router } = await start([reply])
    expect(await failureOf(ask(router))).toMatchObject({
      code: 'model.bad_reply',
      message: expect.stringMatching(words),
    })
  })

  it('takes an error object with status 200 for what it says', async () => {
    const body = { error: { message: 'Slow down', type: 'rate_limit', code: '429' } }
    const { router } = await start([{ status: 200, body }])
    expect(await failureOf(ask(router))).toMatchObject({ code: 'model.rate_limited', retryable: true })
  })

  it('gives up a server that says nothing when the time of the call is over', async () => {
    const { router, server } = await start([{ fault: 'silent' }], { totalMs: 50 })
    const error = await failureOf(ask(router))
    expect(error).toMatchObject({
      code: 'model.timeout',
      retryable: false,
      details: { phase: 'total', timeoutMs: 50, attempts: 1 },
    })
    expect(await server.requests[0]?.ended).toBe('closed')
  })

  it('rejects with the reason of a caller that gives up before the answer, and ends the request', async () => {
    const { server, router } = await start([{ fault: 'silent' }])
    const controller = new AbortController()
    const answer = ask(withSignal(router, controller.signal))
    await expect.poll(() => server.requests.length).toBe(1)
    controller.abort(new Error('not any more'))
    await expect(answer).rejects.toThrow('not any more')
    expect(await server.requests[0]?.ended).toBe('closed')
  })

  it('makes no request for a caller that gave up before', async () => {
    const { server, router } = await start([])
    await expect(ask(withSignal(router, AbortSignal.abort(new Error('no'))))).rejects.toThrow('no')
    expect(server.requests).toHaveLength(0)
  })
})

/** The router with a signal for every call. */
function withSignal(router: Router, signal: AbortSignal): Router {
  return {
    ...router,
    generate: (request, options) => router.generate(request, { ...options, signal }),
    stream: (request, options) => router.stream(request, { ...options, signal }),
  }
}

describe.each(transports)('a whole answer that breaks off, over %s', (_, fetch) => {
  it.each<[fault: 'truncated' | 'reset', words: RegExp]>([
    ['truncated', /not JSON/],
    ['reset', /cut the connection/],
  ])('%s is model.bad_reply, and may be tried again', async (fault, words) => {
    const { router } = await start([{ text: 'one two', fault }], undefined, fetch)
    const error = await failureOf(router.generate(hello))
    expect(error).toMatchObject({ code: 'model.bad_reply', retryable: true, message: expect.stringMatching(words) })
  })

  it('stalled ends with the time of the call, and the request with it', async () => {
    const { router, server } = await start([{ text: 'one two', fault: 'stalled' }], { totalMs: 80 }, fetch)
    expect(await failureOf(router.generate(hello))).toMatchObject({ code: 'model.timeout' })
    expect(await server.requests[0]?.ended).toBe('closed')
  })

  it('ends the request when the caller gives up while it is read', async () => {
    const { router, server } = await start([{ text: 'one two', fault: 'stalled' }], undefined, fetch)
    const controller = new AbortController()
    const answer = router.generate(hello, { signal: controller.signal })
    await expect.poll(() => server.requests.length).toBe(1)
    setTimeout(() => controller.abort(new Error('enough')), 30)
    await expect(answer).rejects.toThrow('enough')
    expect(await server.requests[0]?.ended).toBe('closed')
  })
})

/** The text of a stream and how it ended. */
async function heard(router: Router, signal?: AbortSignal) {
  const parts = await readAll(router, signal)
  const end = parts.at(-1)
  if (end?.type !== 'end') expect.fail('the last part is not the end')
  expect(parts.filter(({ type }) => type === 'end')).toHaveLength(1)
  const text = parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('')
  expect(end.response.message.content).toBe(text)
  expect(JSON.stringify(end)).not.toContain('very-secret')
  return { text, end, parts }
}

async function endOf(server: ModelServer): Promise<string | undefined> {
  return server.requests.at(-1)?.ended
}

describe.each(transports)('a stream that breaks off, over %s', (_, fetch) => {
  it.each<[fault: 'truncated' | 'reset' | 'error', code: string, words: RegExp]>([
    ['truncated', 'model.stream_broken', /broke off/],
    ['reset', 'model.stream_broken', /broke off/],
    ['error', 'model.server_error', /fell over/],
  ])('%s: what was said until then, and one end with the error', async (fault, code, words) => {
    const { router } = await start([{ text: 'one two three four five', fault }], undefined, fetch)
    const { text, end } = await heard(router)
    expect(text).toMatch(/^one two/)
    expect(end).toMatchObject({
      finishReason: 'error',
      error: { code, message: expect.stringMatching(words), retryable: true },
    })
    expect(end.response).toMatchObject({ finishReason: 'error', message: { incomplete: true }, attempts: 1 })
  })

  it('stalled: ends when nothing came for too long, and the request with it', async () => {
    const { router, server } = await start(
      [{ text: 'one two three four', fault: 'stalled' }],
      { betweenTokensMs: 60 },
      fetch,
    )
    const { text, end } = await heard(router)
    expect(text).toBe('one two')
    expect(end).toMatchObject({
      finishReason: 'error',
      error: { code: 'model.timeout', details: { phase: 'between-tokens' } },
    })
    expect(await endOf(server)).toBe('closed')
  })

  it('is late: a first token that does not come in time is a failure that is thrown', async () => {
    const { router, server } = await start([{ text: 'late', delayMs: 5_000 }], { attempts: 1, firstTokenMs: 60 }, fetch)
    expect(await failureOf(readAll(router))).toMatchObject({
      code: 'model.timeout',
      details: { phase: 'first-token' },
      retryable: true,
    })
    expect(await endOf(server)).toBe('closed')
  })

  it('aborted: says so in its end, and the request ends', async () => {
    const { router, server } = await start([{ text: 'one two three four', fault: 'stalled' }], undefined, fetch)
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    const { text, end } = await heard(router, controller.signal)
    expect(text).toBe('one two')
    expect(end).toMatchObject({
      finishReason: 'aborted',
      response: { finishReason: 'aborted', message: { incomplete: true } },
    })
    expect(end.error).toBeUndefined()
    expect(await endOf(server)).toBe('closed')
  })

  it('left by its consumer: the request ends', async () => {
    const { router, server } = await start([{ text: 'one two three four', fault: 'stalled' }], undefined, fetch)
    for await (const _ of router.stream(hello)) break
    expect(await endOf(server)).toBe('closed')
  })

  it('left by its consumer while a part is awaited: the request ends and nobody waits', async () => {
    const { router, server } = await start([{ text: 'one', fault: 'stalled' }], undefined, fetch)
    const parts = router.stream(hello)[Symbol.asyncIterator]()
    expect(await parts.next()).toMatchObject({ value: { text: 'one' } })
    const second = parts.next()
    await parts.return?.()
    expect(await second).toMatchObject({ value: { type: 'end', finishReason: 'aborted' } })
    expect(await endOf(server)).toBe('closed')
  })

  it('waits for its consumer, however long that takes', async () => {
    const { router } = await start([{ text: 'one two three', partDelayMs: 5 }], { betweenTokensMs: 60 }, fetch)
    const texts: string[] = []
    for await (const part of router.stream(hello)) {
      if (part.type !== 'text-delta') continue
      texts.push(part.text)
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    expect(texts).toEqual(['one', ' two', ' three'])
  })

  it('is whole without [DONE], when the model said why it stopped', async () => {
    const { router } = await start([{ text: 'one two', fault: 'no-done' }], undefined, fetch)
    const { text, end } = await heard(router)
    expect([text, end.finishReason, end.error]).toEqual(['one two', 'stop', undefined])
    expect(end.response.usage.outputTokens).toBeGreaterThan(0)
  })
})

/** A chunk of a stream. */
const chunk = (choice: object, more: object = {}): string =>
  `data: ${JSON.stringify({ model: 'm', choices: [choice], ...more })}\n\n`
const says = (content: string): string => chunk({ delta: { content } })
const stops = chunk({ delta: {}, finish_reason: 'stop' })
const done = 'data: [DONE]\n\n'

describe('a stream of odd shape', () => {
  it.each<[what: string, body: readonly (string | Uint8Array)[], text: string]>([
    [
      'comments, blank lines and other fields',
      [': hi\n\n\n\nevent: x\nid: 1\nretry: 5\n', says('a'), 'event: ping\n\n', stops, done],
      'a',
    ],
    ['CR LF', [`${says('a')}${stops}${done}`.replaceAll('\n', '\r\n')], 'a'],
    ['CR LF that are split', [says('a').replaceAll('\n', '\r\n').slice(0, -1), `\n${says('b')}`, stops, done], 'ab'],
    [
      'split characters',
      [...new TextEncoder().encode(`${says('é🎉')}${stops}${done}`)].map((byte) => Uint8Array.of(byte)),
      'é🎉',
    ],
    [
      'invalid UTF-8',
      [
        Buffer.concat([
          Buffer.from('data: {"choices":[{"delta":{"content":"a'),
          Buffer.of(0xff),
          Buffer.from('b"}}]}\n\n'),
        ]),
        stops,
        done,
      ],
      'a\uFFFDb',
    ],
    ['no space after the colon', [says('a').replace('data: ', 'data:'), stops, done], 'a'],
    ['several data lines to an event', ['data: {"choices":\ndata: [{"delta":{"content":"a"}}]}\n\n', stops, done], 'a'],
    ['no blank line at the end', [says('a'), stops.trimEnd()], 'a'],
    ['two finish reasons', [says('a'), stops, chunk({ delta: {}, finish_reason: 'stop' }), done], 'a'],
    ['chunks after the end', [says('a'), stops, done, says('b')], 'a'],
    ['no reason for stopping, but [DONE]', [says('a'), done], 'a'],
    [
      'null for what is absent',
      [chunk({ delta: { content: null, tool_calls: null }, finish_reason: null }), says('a'), stops, done],
      'a',
    ],
  ])('%s', async (_, body, text) => {
    const { router } = await start([{ status: 200, body }])
    const answer = await heard(router)
    expect([answer.text, answer.end.finishReason, answer.end.error]).toEqual([text, 'stop', undefined])
  })

  it('takes usage that comes after the reason for stopping', async () => {
    const usage = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } })}\n\n`
    const { router } = await start([{ status: 200, body: [says('a'), stops, usage, done] }])
    expect((await heard(router)).end.response.usage).toEqual({ inputTokens: 3, outputTokens: 4 })
  })

  it('takes a whole answer for a stream', async () => {
    const body = { model: 'm', choices: [{ message: { content: 'all at once' }, finish_reason: 'length' }] }
    const { router } = await start([{ status: 200, body }])
    expect(await heard(router)).toMatchObject({ text: 'all at once', end: { finishReason: 'length' } })
  })

  it('does not wait for a server that keeps the connection open after the end', async () => {
    const body = [says('a') + stops + done, ': more\n\n']
    const { router, server } = await start([{ status: 200, body, partDelayMs: 60_000 }])
    expect((await heard(router)).text).toBe('a')
    expect(await endOf(server)).toBe('closed')
  })

  it.each<[what: string, body: readonly string[]]>([
    ['an event that is not JSON', [says('one'), 'data: {"choices":[{"del\n\n', stops, done]],
    ['an end within an event', [says('one'), says('two').slice(0, 20)]],
  ])('%s breaks it', async (_, body) => {
    const { router } = await start([{ status: 200, body }])
    expect(await heard(router)).toMatchObject({ text: 'one', end: { error: { code: 'model.stream_broken' } } })
  })

  it('has an end that says nothing, when the model said nothing but why it stopped', async () => {
    const { router } = await start([{ status: 200, body: [stops, done] }])
    expect(await heard(router)).toMatchObject({ text: '', end: { finishReason: 'stop' } })
  })
})

describe('a large answer', () => {
  const text = 'x'.repeat(20 * 1024 * 1024)

  it('is read whole and streamed', { timeout: 30_000 }, async () => {
    const { router } = await start([{ text: [text] }, { text: [text] }])
    expect((await router.generate(hello)).message.content).toHaveLength(text.length)
    expect((await heard(router)).text).toHaveLength(text.length)
  })

  it('takes ten thousand fragments of a call', async () => {
    const fragments = Array.from({ length: 10_000 }, (_, number) => ({
      delta: { tool_calls: [{ index: 0, function: { arguments: `${number},` } }] },
    }))
    const first = { delta: { tool_calls: [{ index: 0, id: 'c', function: { name: 'sum', arguments: '[' } }] } }
    const body = [
      chunk(first) + fragments.map((fragment) => chunk(fragment)).join(''),
      chunk({ delta: {}, finish_reason: 'tool_calls' }),
      done,
    ]
    const { router } = await start([{ status: 200, body }])
    const { end } = await heard(router)
    expect(end.response.message.toolCalls?.[0]?.arguments).toMatch(/^\[0,1,.*9999,$/)
  })

  it('holds its sender back while nobody reads', { timeout: 30_000 }, async () => {
    const pieces = Array.from({ length: 400 }, () => says('y'.repeat(256 * 1024)))
    const { router, server } = await start([{ status: 200, body: [...pieces, stops, done] }])
    const before = process.memoryUsage().rss
    for await (const part of router.stream(hello)) {
      expect(part.type).toBe('text-delta')
      await new Promise((resolve) => setTimeout(resolve, 300))
      break
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1024 * 1024)
    expect(await endOf(server)).toBe('closed')
  })
})
