import { LlmgineError, type ModelRequest, type ModelStreamPart } from '@llmgine/contracts'
import { createFakeClock, createScriptedModel, type ScriptedAnswer } from '@llmgine/testing'
import { startModelServer } from '@llmgine/testing/node'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createRouter } from './create-router.ts'
import type { Fallback, RouteCallOptions, Router } from './router.ts'

const hello: ModelRequest = { messages: [{ role: 'user', content: 'Hello' }] }
const down: ScriptedAnswer = { error: new LlmgineError('model.server_error', 'Down.', { retryable: true }) }
const wrongKey: ScriptedAnswer = { error: new LlmgineError('model.unauthorized', 'Wrong key.') }
const malformed: ScriptedAnswer = { error: new LlmgineError('model.bad_request', 'Malformed.') }
const random = (): number => 0

const asks: readonly (readonly [string, (router: Router, options?: RouteCallOptions) => Promise<Answer>])[] = [
  [
    'whole',
    async (router, options) => {
      const { message, attempts, timing } = await router.generate(hello, options)
      return { content: message.content, attempts, totalMs: timing.totalMs }
    },
  ],
  [
    'streamed',
    async (router, options) => {
      const parts: ModelStreamPart[] = []
      for await (const part of router.stream(hello, options)) parts.push(part)
      const end = parts.at(-1)
      if (end?.type !== 'end') expect.fail('no end')
      const { message, attempts, timing } = end.response
      return { content: message.content, attempts, totalMs: timing.totalMs }
    },
  ],
]

interface Answer {
  readonly content: string
  readonly attempts: number
  readonly totalMs: number
}

describe.each(asks)('fallback, %s', (_, ask) => {
  it('asks the next target when one fails in a way that it may cure, and tells of it', async () => {
    const first = createScriptedModel([wrongKey], { id: 'first' })
    const router = createRouter({ routes: { chat: [first, createScriptedModel(['Hi'], { id: 'second' })] } })
    const told: Fallback[] = []
    const answer = await ask(router, { onFallback: (fallback) => void told.push(fallback) })
    expect(answer).toMatchObject({ content: 'Hi', attempts: 2 })
    const error = expect.objectContaining({ code: 'model.unauthorized', message: 'Wrong key.' })
    expect(told).toEqual([{ route: 'chat', from: 'first', to: 'second', error }])
  })

  it('tries what may pass again after a wait, and counts the attempts', async () => {
    const clock = createFakeClock()
    const model = createScriptedModel([down, down, 'Hi'], { clock })
    const answer = ask(createRouter({ routes: { chat: [model] }, clock, random }))
    await clock.advance(249)
    expect(model.requests).toHaveLength(1)
    await clock.advance(1)
    expect(model.requests).toHaveLength(2)
    await clock.advance(500)
    expect(await answer).toEqual({ content: 'Hi', attempts: 3, totalMs: 750 })
    expect(clock.pending).toEqual([])
  })

  it('asks each once more, then fails with the last failure and what it took', async () => {
    const clock = createFakeClock()
    const models = ['a', 'b'].map((id) => createScriptedModel(() => down, { id, clock }))
    const failure = ask(createRouter({ routes: { chat: models }, clock, random })).catch((error: unknown) => error)
    await clock.advance(60_000)
    expect(await failure).toMatchObject({
      code: 'model.server_error',
      message: 'Down. (4 attempts)',
      details: { attempts: 4 },
    })
    expect(models.map(({ requests }) => requests.length)).toEqual([2, 2])
    expect(clock.pending).toEqual([])
  })

  it('stops at what no other target would cure', async () => {
    const second = createScriptedModel(['Hi'])
    const router = createRouter({ routes: { chat: [createScriptedModel([malformed]), second] } })
    await expect(ask(router)).rejects.toMatchObject({ code: 'model.bad_request' })
    expect(second.requests).toHaveLength(0)
  })

  it('makes no more attempts than the call may make', async () => {
    const model = createScriptedModel(() => wrongKey)
    const router = createRouter({ routes: { chat: [model, model, model] }, budget: { attempts: 2 } })
    await expect(ask(router)).rejects.toMatchObject({ details: { attempts: 2 } })
    await expect(ask(router, { budget: { attempts: 1 } })).rejects.toMatchObject({ details: { attempts: 1 } })
    expect(model.requests).toHaveLength(3)
  })

  it('honours Retry-After of a real server', async () => {
    const limited = { status: 429, headers: { 'retry-after-ms': '40' } }
    const server = await startModelServer({ replies: [limited, 'Hi'] })
    onTestFinished(() => server.close())
    const endpoints = { test: { baseUrl: server.baseUrl } }
    const answer = await ask(createRouter({ endpoints, routes: { chat: ['test/m'] } }))
    expect(answer).toMatchObject({ content: 'Hi', attempts: 2 })
    expect(answer.totalMs).toBeGreaterThanOrEqual(40)
  })

  it('gives up waiting when the caller does', async () => {
    const clock = createFakeClock()
    const controller = new AbortController()
    const router = createRouter({ routes: { chat: [createScriptedModel(() => down, { clock })] }, clock, random })
    const answer = ask(router, { signal: controller.signal })
    const failure = expect(answer).rejects.toThrow('enough')
    await clock.advance(100)
    controller.abort(new Error('enough'))
    await failure
    expect(clock.pending).toEqual([])
  })

  it('asks the next target when the first one takes too long to begin', async () => {
    const clock = createFakeClock()
    const slow = createScriptedModel(() => ({ text: 'late', delayMs: 3_600_000 }), { clock, id: 'slow' })
    const routes = { chat: [slow, createScriptedModel(['Hi'], { clock })] }
    const router = createRouter({
      routes,
      clock,
      random,
      budget: { firstTokenMs: 1_000, totalMs: 10_000, attempts: 3 },
    })
    const answer = ask(router).catch((error: unknown) => error)
    await clock.advance(20_000)
    // A whole answer has no first token: only the time of the call can be over.
    if (_ === 'streamed') expect(await answer).toMatchObject({ content: 'Hi', attempts: 3 })
    else expect(await answer).toMatchObject({ code: 'model.timeout', details: { phase: 'total' } })
  })

  it('takes whatever a model of somebody else throws', async () => {
    const odd = createScriptedModel(() => {
      throw new TypeError('undefined is not a function')
    })
    await expect(ask(createRouter({ routes: { chat: [odd] } }))).rejects.toMatchObject({
      code: 'model.failed',
      message: expect.stringContaining('undefined is not a function'),
    })
    const routes = { chat: [odd, createScriptedModel(['Hi'])] }
    expect(await ask(createRouter({ routes }))).toMatchObject({ content: 'Hi' })
  })

  it('counts the attempts of a route that is a target', async () => {
    const inner = createRouter({ routes: { any: [createScriptedModel([wrongKey]), createScriptedModel(['Hi'])] } })
    const routes = { chat: [createScriptedModel([wrongKey]), inner.route('any')] }
    expect(await ask(createRouter({ routes }))).toMatchObject({ content: 'Hi', attempts: 3 })
  })
})

describe('a stream', () => {
  it('falls back when it dies before its first part, also when it tells so by its end', async () => {
    const [, streamed] = asks[1] ?? expect.fail()
    const dies = {
      id: 'dies',
      generate: () => expect.fail(),
      async *stream(): AsyncGenerator<ModelStreamPart> {
        const model = createScriptedModel([{ text: 'x' }])
        for await (const part of model.stream(hello)) {
          const error = { code: 'model.failed', message: 'Died.' }
          if (part.type === 'end') yield { ...part, finishReason: 'error', error }
        }
      },
    }
    const routes = { chat: [dies, createScriptedModel(['Hi'])] }
    expect(await streamed(createRouter({ routes }))).toMatchObject({ content: 'Hi', attempts: 2 })
  })

  it('does not fall back after its first part', async () => {
    const second = createScriptedModel(['Hi'])
    const breaks = createScriptedModel([{ text: 'one two', error: { code: 'model.stream_broken', message: 'Broke.' } }])
    const parts: ModelStreamPart[] = []
    for await (const part of createRouter({ routes: { chat: [breaks, second] } }).stream(hello)) parts.push(part)
    expect(parts.at(-1)).toMatchObject({ finishReason: 'error', error: { code: 'model.stream_broken' } })
    expect(second.requests).toHaveLength(0)
  })

  it.each<[what: string, after: () => Promise<void>]>([
    ['throws after its first part', () => Promise.reject(new Error('Oops.'))],
    ['has no end', () => Promise.resolve()],
  ])('has one end although the model %s', async (_, after) => {
    const odd = {
      id: 'odd',
      generate: () => expect.fail(),
      async *stream(): AsyncGenerator<ModelStreamPart> {
        yield { type: 'text-delta', text: 'one' }
        await after()
      },
    }
    const parts: ModelStreamPart[] = []
    for await (const part of createRouter({ routes: { chat: [odd] } }).stream(hello)) parts.push(part)
    expect(parts).toMatchObject([
      { text: 'one' },
      { finishReason: 'error', response: { message: { content: 'one', incomplete: true } }, error: {} },
    ])
  })
})
