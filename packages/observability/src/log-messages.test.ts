import { createBus } from '@llmgine/bus'
import {
  type Bus,
  createMessage,
  defineCommand,
  defineEvent,
  InteractionRequested,
  LlmgineError,
  type Logger,
  ModelDelta,
} from '@llmgine/contracts'
import { describe, expect, it } from 'vitest'
import { conversation } from './__fixtures__/messages.ts'
import { type LogMessagesOptions, logMessages } from './log-messages.ts'

const Ordered = defineEvent<Record<string, unknown>>('shop.ordered')
const Order = defineCommand<{ dish: string }, string>('shop.order')

describe('logMessages', () => {
  it('writes one line for each message, as loud as it matters', async () => {
    const { bus, lines } = listen()
    for (const message of conversation()) await bus.dispatch(message)
    expect(lines.map(({ level, text }) => `${level} ${text}`)).toEqual([
      'info turn.started',
      'warn model.fell-back a/gpt b/gpt',
      'info model.responded gpt stop',
      'info tool.finished add done',
      'info tool.finished send denied',
      'warn tool.finished send failed',
      'warn tool.finished send unknown',
      'info turn.halted',
      'info model.responded gpt stop',
      'info model.responded local stop',
      'info turn.finished answered',
      'error model.failed',
      'error turn.failed',
    ])
    const [, , answer] = lines
    expect(answer?.data).toMatchObject({ type: 'model.responded', sessionId: 'session', route: 'chat', costUsd: 0.5 })
    expect(answer?.data).toMatchObject({
      inputTokens: 10,
      outputTokens: 5,
      firstTokenMs: 200,
      totalMs: 800,
      attempts: 2,
    })
  })

  it('says nothing of what people and models say to each other', async () => {
    const { bus, lines } = listen({ level: 'debug' })
    for (const message of conversation()) await bus.dispatch(message)
    await bus.publish(ModelDelta, { type: 'text-delta', text: 'A whisper' })
    const interaction = { id: 'q', kind: 'text', title: 'A whisper?', entitled: {} } as const
    await bus.publish(InteractionRequested, { interaction })
    expect(lines.at(-2)).toMatchObject({
      level: 'debug',
      text: 'model.delta text-delta',
      data: { type: 'model.delta' },
    })
    expect(lines.at(-1)).toMatchObject({ text: 'interaction.requested text', data: { interactionId: 'q' } })
    expect(JSON.stringify(lines)).not.toContain('whisper')
  })

  it('shows an application’s own messages shortened and without secrets', async () => {
    const { bus, lines } = listen({ secrets: ['open-sesame'] })
    const payload = {
      dish: 'soup',
      apiKey: 'abc',
      note: 'Bearer abcdef123',
      word: 'open-sesame',
      long: 'x'.repeat(10_000),
    }
    await bus.publish(Ordered, payload, { actor: { id: 'ana' } })
    expect(lines).toMatchObject([{ level: 'info', text: 'shop.ordered', data: { type: 'shop.ordered', actor: 'ana' } }])
    const written = JSON.stringify(lines)
    for (const secret of ['abc', 'abcdef123', 'open-sesame']) expect(written).not.toContain(`"${secret}`)
    expect(written).not.toContain('abcdef123')
    expect(written.length).toBeLessThan(1_000)
    expect(written).toContain('soup')
  })

  it('tells how commands ended, and passes answers and errors on', async () => {
    const { bus, lines } = listen({ level: 'debug' })
    bus.handle(Order, ({ dish }) => {
      if (dish === 'soup') return 'coming'
      throw new LlmgineError('shop.sold_out', 'There is none left. sk-12345678')
    })
    expect(await bus.execute(Order, { dish: 'soup' })).toBe('coming')
    await expect(bus.execute(Order, { dish: 'cake' })).rejects.toMatchObject({ code: 'shop.sold_out' })
    expect(lines.map(({ level, text, data }) => [level, text, data.code])).toEqual([
      ['debug', 'shop.order answered', undefined],
      ['warn', 'shop.order failed', 'shop.sold_out'],
    ])
    expect(lines[0]?.data.durationMs).toBeGreaterThanOrEqual(0)
  })

  it('takes a command that was called off for no failure', async () => {
    const { bus, lines } = listen({ level: 'debug' })
    const controller = new AbortController()
    bus.handle(Order, (_payload, { signal }) => {
      controller.abort(new Error('changed my mind'))
      throw signal.reason
    })
    await expect(bus.execute(Order, { dish: 'soup' }, { signal: controller.signal })).rejects.toThrow('changed my mind')
    expect(lines).toMatchObject([{ level: 'debug', text: 'shop.order cancelled' }])
  })

  it('writes nothing below its level, and nothing once unsubscribed', async () => {
    const { bus, lines, subscription } = listen({ level: 'error' })
    for (const message of conversation()) await bus.dispatch(message)
    expect(lines.map(({ text }) => text)).toEqual(['model.failed', 'turn.failed'])
    subscription.unsubscribe()
    subscription.unsubscribe()
    for (const message of conversation()) await bus.dispatch(message)
    expect(lines).toHaveLength(2)
    expect(bus.inspect()).toMatchObject({ subscriptions: [], layers: [] })
  })

  it('bears with messages that are not what their type says', async () => {
    const { bus, lines } = listen({ level: 'debug' })
    for (const payload of [null, 7, 'text', [], { response: 7, outcome: null }]) {
      for (const { type } of conversation()) {
        await bus.dispatch({ ...createMessage(Ordered, payload as never), type })
      }
    }
    expect(lines).toHaveLength(5 * conversation().length)
  })
})

interface Line {
  readonly level: keyof Logger
  readonly data: Record<string, unknown>
  readonly text: string | undefined
}

function listen(options: Omit<LogMessagesOptions, 'logger'> = {}): {
  readonly bus: Bus
  readonly lines: Line[]
  readonly subscription: ReturnType<typeof logMessages>
} {
  const lines: Line[] = []
  const write = (level: keyof Logger) => (data: object, text?: string) =>
    void lines.push({ level, data: { ...data }, text })
  const logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const bus = createBus()
  return { bus, lines, subscription: logMessages(bus, { logger, ...options }) }
}
