import { runInNewContext } from 'node:vm'
import {
  createMessage,
  defineCommand,
  defineEvent,
  defineLayer,
  HandlerFailed,
  type MessageLayerCall,
  SessionClosed,
} from '@llmgine/contracts'
import { createFakeClock, createSequentialIds, testBus } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { createBus } from './create-bus.ts'

const Double = defineCommand<number, number>('test.double')
const Counted = defineEvent<number>('test.counted')

testBus('createBus', createBus)

describe('a bus', () => {
  it('refuses options out of their range, and says which', () => {
    const bus = createBus()
    for (const options of [
      { concurrency: 0 },
      { concurrency: Number.NaN },
      { priority: Number.NaN },
      { queue: { limit: -1 } },
      { queue: { highWater: 5, lowWater: 5 } },
    ]) {
      expect(() => bus.on(Counted, () => undefined, options), JSON.stringify(options)).toThrow(
        expect.objectContaining({ code: 'bus.invalid_option' }),
      )
    }
    expect(bus.inspect().subscriptions).toEqual([])
  })

  it('refuses to dispatch what is no message', async () => {
    const bus = createBus()
    for (const rubbish of [undefined, null, 7, {}, { kind: 'event' }, { kind: 'query', type: 'test.counted' }]) {
      await expect(bus.dispatch(rubbish as never)).rejects.toMatchObject({ code: 'bus.invalid_message' })
    }
  })

  it('survives messages whose causes form a ring', async () => {
    const bus = createBus()
    const heard: string[] = []
    bus.on(
      Counted,
      async (_, { message }) => {
        heard.push(message.id)
        await new Promise(setImmediate)
      },
      { concurrency: 1 },
    )
    const message = createMessage(Counted, 1)
    await Promise.all([
      bus.dispatch({ ...message, id: 'a', causationId: 'b' }),
      bus.dispatch({ ...message, id: 'b', causationId: 'a' }),
      bus.dispatch({ ...message, id: 'c', causationId: 'c' }),
    ])
    expect(heard.toSorted()).toEqual(['a', 'b', 'c'])
  })

  it('waits for promises of another realm', async () => {
    const bus = createBus()
    const foreign = (value: number): Promise<number> => runInNewContext('Promise.resolve(value)', { value })
    let isHandled = false
    bus.handle(Double, (number) => foreign(number * 2))
    bus.on(Counted, (number) => foreign(number))
    bus.on(
      Counted,
      () => {
        isHandled = bus.inspect().subscriptions[0]?.handled === 1
      },
      { priority: 60 },
    )
    expect(foreign(1)).not.toBeInstanceOf(Promise)
    expect(await bus.execute(Double, 21)).toBe(42)
    await bus.publish(Counted, 1)
    expect(isHandled).toBe(true)
  })

  it('notes failures that it may not tell', async () => {
    const notes: unknown[] = []
    const ignore = (): void => undefined
    const error = (data: object): unknown => notes.push(data)
    const bus = createBus({ logger: { debug: ignore, info: ignore, warn: ignore, error } })
    bus.on(HandlerFailed, () => {
      throw new Error('Deaf.')
    })
    bus.on(Counted, () => {
      throw new Error('Broken.')
    })
    await bus.publish(Counted, 1)
    expect(notes).toMatchObject([
      { type: 'bus.handler-failed', error: { code: 'bus.handler_failed', message: 'Deaf.' } },
    ])
  })

  it('notes when a layer refuses what the bus itself has to say', async () => {
    const notes: object[] = []
    const ignore = (): void => undefined
    const bus = createBus({ logger: { debug: ignore, info: ignore, warn: ignore, error: (data) => notes.push(data) } })
    bus.use(() => Promise.reject(new Error('No.')))
    bus.session('a')
    await new Promise(setImmediate)
    expect(notes).toMatchObject([{ type: 'session.opened', error: { message: expect.stringContaining('No.') } }])
  })

  it('gives an iterator its events however slow the layers around handlers are', async () => {
    const bus = createBus()
    bus.use(
      defineLayer<MessageLayerCall>('slow', { wraps: 'run' }, async (_call, next) => {
        await new Promise(setImmediate)
        return next()
      }),
    )
    const events = bus.events(Counted)
    const first = events.next()
    await Promise.all([1, 2, 3].map((number) => bus.publish(Counted, number)))
    const others = [events.next(), events.next()]
    expect((await Promise.all([first, ...others])).map(({ value }) => value?.payload)).toEqual([1, 2, 3])
  })

  it('closes its sessions, those that are closing too, and tells of each once', async () => {
    const clock = createFakeClock()
    const bus = createBus({ clock, generateId: createSequentialIds() })
    const told: string[] = []
    const gate = Promise.withResolvers<void>()
    bus.on(SessionClosed, ({ sessionId }) => told.push(sessionId))
    bus.session('a')
    const closing = bus.session('b')
    closing.on(Counted, () => gate.promise)
    void bus.publish(Counted, 1, { sessionId: 'b' })
    const reports = [closing.close(), bus.close()]
    gate.resolve()
    expect(await Promise.all(reports)).toEqual([
      { drained: true, left: [] },
      { drained: true, left: [] },
    ])
    expect(told.toSorted()).toEqual(['a', 'b'])
    expect(clock.pending).toEqual([])
  })

  it('lets a handler close it, and says that this handler was left', async () => {
    const clock = createFakeClock()
    const bus = createBus({ clock })
    bus.handle(Double, async (number, context) => {
      await context.bus.close({ timeoutMs: 100 })
      return number
    })
    const result = bus.execute(Double, 1)
    await clock.advance(100)
    expect(await result).toBe(1)
    expect(await bus.close()).toEqual({ drained: false, left: [{ kind: 'command', type: 'test.double', count: 1 }] })
  })

  it('names what it makes by the generator it was given', async () => {
    const generateId = createSequentialIds()
    const bus = createBus({ generateId })
    const heard = bus.once(Counted)
    await bus.publish(Counted, 1)
    expect((await heard).id).toBe('019b76da-a800-7000-8000-000000000001')
    expect(bus.session().sessionId).toBe('019b76da-a800-7000-8000-000000000002')
  })
})
