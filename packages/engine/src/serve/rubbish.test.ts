import { createBus } from '@llmgine/bus'
import {
  type EventLog,
  InteractionAnswer,
  LlmgineError,
  SessionRead,
  StepFinished,
  TurnFailed,
  type TurnFailedPayload,
  TurnStop,
  TurnSubmit,
} from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createWorld, sessionId } from '../__fixtures__/create-world.ts'
import { type ActionContext, append, defineMachine, list, serveEngine } from '../index.ts'

const machine = defineMachine({ notes: list(z.unknown()), any: z.unknown() })

/** What the compiler would not let an action do, plain JavaScript may. */
function build(act: (context: ActionContext) => unknown, rest: object = {}) {
  const action = machine.action({ reads: ['notes'], writes: ['any'] }, act as never)
  return machine.build({ actions: { act: action }, transitions: [], entrypoint: 'act', ...rest })
}

class Person {
  readonly name = 'Ana'
}
const ring: { self?: unknown } = {}
ring.self = ring

describe('what is no plain data is refused at once, and named', () => {
  test.each<[string, unknown, RegExp]>([
    ['a date', { due: new Date() }, /at due it is Date/],
    ['a class instance', [new Person()], /at 0 it is Person/],
    ['a map', new Map(), /at the value itself it is Map/],
    ['a function', { on: { click: () => 1 } }, /at on\.click it is function/],
    ['a bigint', 3n, /bigint/],
    ['not a number', { total: Number.NaN }, /at total it is NaN/],
    ['undefined in a list', { list: [undefined] }, /at list\.0 it is undefined/],
    ['a ring', ring, /a value within itself/],
  ])('%s', async (_, any, told) => {
    await using world = createWorld({ machine: build(() => ({ any })) })
    const end = await world.say('x')
    expect(end).toMatchObject({
      type: 'failed',
      error: { code: 'engine.invalid_write', message: expect.stringMatching(told) },
    })
    expect((await world.read()).mark).toBe('idle')
  })

  test('but for properties that are undefined', async () => {
    await using world = createWorld({ machine: build(() => ({ any: { a: undefined, b: 1 } })) })
    expect(await world.say('x')).toMatchObject({ type: 'finished' })
  })
})

describe('a turn fails, and the session goes on', () => {
  test('when its error has details that the log cannot hold', async () => {
    const fail = build(() => {
      throw new LlmgineError('app.bad', 'Bad.', { details: { size: 3n } })
    })
    await using world = createWorld({ machine: fail })
    expect(await world.say('x')).toMatchObject({ type: 'failed', error: { code: 'store.not_json' } })
    expect(await world.say('y')).toMatchObject({ type: 'failed' })
    expect((await world.read()).mark).toBe('idle')
  })

  test('when a question cannot be asked', async () => {
    const question = { kind: 'text', id: 'q', title: 5n, entitled: {} }
    await using world = createWorld({ machine: build(() => ({ any: 1, waitFor: question })) })
    expect(await world.say('x')).toMatchObject({ type: 'failed', error: { code: 'store.not_json' } })
    expect((await world.read()).mark).toBe('idle')
  })

  test('when a condition throws', async () => {
    const transitions = [
      [
        'act',
        'act',
        () => {
          throw new Error('undecided')
        },
      ],
    ]
    await using world = createWorld({ machine: build(() => ({ any: 1 }), { transitions }) })
    expect(await world.say('x')).toMatchObject({
      type: 'failed',
      error: {
        code: 'engine.action_failed',
        message: 'The condition of the transition "act" to "act" failed: undecided',
      },
    })
  })

  test('when the application cannot make its inputs', async () => {
    const { log } = createMemoryStore()
    await using bus = createBus()
    const inputs = () => {
      throw new Error('no inputs')
    }
    await using _ = serveEngine(bus, { machine: build(() => ({ any: 1 })), log, inputs })
    const failed = bus.once(TurnFailed)
    await bus.execute(TurnSubmit, { content: 'x' }, { sessionId })
    expect((await failed).payload.error.message).toBe('no inputs')
    expect((await bus.execute(SessionRead, undefined, { sessionId })).mark).toBe('idle')
  })

  test('also when it was stopped and the machine cannot say what came of it', async () => {
    const outcome = () => {
      throw new Error('no idea')
    }
    const hang = build(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      { outcome },
    )
    await using world = createWorld({ machine: hang })
    const end = world.say('x')
    await expect.poll(() => world.bus.execute(TurnStop, undefined, { sessionId })).toEqual({ stopped: true })
    expect(await end).toMatchObject({ type: 'finished', reason: 'stopped', usage: { inputTokens: 0 } })
  })
})

test('a log that takes nothing for a while is told of, is not hammered, and loses nothing', async () => {
  const { log } = createMemoryStore()
  let isFull = false
  let attempts = 0
  const full: EventLog = {
    ...log,
    append: (id, records) => {
      if (isFull) attempts += 1
      return isFull ? Promise.reject(new LlmgineError('store.full', 'The disk is full.')) : log.append(id, records)
    },
  }
  const note = machine.action({ reads: [], writes: ['notes'] }, ({ turn }) => {
    isFull = turn?.input.payload.content === 'first' && attempts === 0
    return { notes: append('x') }
  })
  await using world = createWorld({
    machine: machine.build({ actions: { note }, transitions: [], entrypoint: 'note' }),
    log: full,
  })
  const failed = world.bus.once(TurnFailed)
  await world.bus.execute(TurnSubmit, { content: 'first' }, { sessionId })
  const { error } = (await failed).payload as TurnFailedPayload
  expect(error).toMatchObject({ code: 'store.full' })
  await expect(world.bus.execute(TurnSubmit, { content: 'lost' }, { sessionId })).rejects.toMatchObject({
    code: 'store.full',
  })
  expect(attempts).toBeLessThan(6)
  isFull = false
  expect(await world.say('second')).toMatchObject({ type: 'finished' })
  await expect.poll(async () => (await world.read()).mark).toBe('idle')
  expect((await world.read()).state).toMatchObject({ notes: ['x', 'x'] })
})

test('an engine that finds one of its commands taken takes none', async () => {
  await using bus = createBus()
  bus.handle(InteractionAnswer, () => undefined)
  const { log } = createMemoryStore()
  const serve = () => serveEngine(bus, { machine: build(() => ({ any: 1 })), log })
  expect(serve).toThrow(expect.objectContaining({ code: 'bus.duplicate_handler' }))
  expect(bus.inspect().handlers.map(({ type }) => type)).toEqual(['interaction.answer'])
})

test('a bus that is closed under the engine fails no turn: the next engine goes on with it', async () => {
  const { log } = createMemoryStore()
  const begun = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  const send = build(async ({ bus }) => {
    begun.resolve()
    await closed.promise
    await bus.execute(SessionRead, undefined)
    return { any: 1 }
  })
  const first = createWorld({ machine: send, log })
  void first.say('x').catch(() => undefined)
  await begun.promise
  await first.bus.close()
  closed.resolve()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect((await log.sessions()).items[0]?.mark).toBe('running')
  await first.engine.close()
  await using second = createWorld({ machine: build(() => ({ any: 2 })), log })
  const step = await second.bus.once(StepFinished)
  expect(step.payload.sequence).toBe(0)
})
