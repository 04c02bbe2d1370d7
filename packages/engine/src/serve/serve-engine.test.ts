import { createBus } from '@llmgine/bus'
import {
  createMessage,
  type EventLog,
  InteractionAnswer,
  InteractionRequested,
  isMessage,
  type Message,
  SessionRead,
  StepFailed,
  StepFinished,
  TurnFinished,
  TurnStarted,
  TurnStop,
  TurnSubmit,
} from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { createFakeClock } from '@llmgine/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createWorld, sessionId, type WorldOptions } from '../__fixtures__/create-world.ts'
import { type ActionContext, append, defineMachine, increment, list, logged, serveEngine } from '../index.ts'

const machine = defineMachine({ notes: list(z.string()), turns: z.number() })
const content = z.object({ content: z.string() })
const count = machine.action({ reads: [], writes: ['turns'] }, () => ({ turns: increment() }))
const note = machine.action({ reads: [], writes: ['notes'], inputs: content }, ({ inputs }) => ({
  notes: append(inputs.content),
}))
const notebook = machine.build({
  actions: { count, note },
  transitions: [['count', 'note']],
  entrypoint: 'count',
  initial: { turns: 0 },
  outcome: ({ notes }) => ({ reply: { text: `${notes.length} notes` } }),
})

/** What the compiler would not let an action do, plain JavaScript may. */
type Run = (context: ActionContext) => unknown

/** A notebook whose second action is another one. */
function build(act: Run, onInterrupt?: Run) {
  const action = machine.action({ reads: ['notes', 'turns'], writes: ['notes'], inputs: content }, act as never)
  const clean = machine.action(
    { reads: [], writes: ['notes'] },
    (onInterrupt ?? (() => ({ notes: append('cleaned') }))) as never,
  )
  return machine.build({
    actions: { count, act: action, clean },
    transitions: [['count', 'act']],
    entrypoint: 'count',
    initial: { turns: 0 },
    onInterrupt: 'clean',
  })
}

test('each turn runs the machine from its entrypoint to its end, and tells what its state says of it', async () => {
  await using world = createWorld({ machine: notebook })
  expect(await world.say('milk')).toMatchObject({ type: 'finished', reason: 'answered', reply: { text: '1 notes' } })
  await world.say('bread')
  expect(await world.read()).toEqual({
    sessionId,
    mark: 'idle',
    position: 10,
    sequence: 4,
    next: undefined,
    waitingFor: [],
    state: { notes: ['milk', 'bread'], turns: 2 },
  })
  const keys = (await world.records()).map(
    ({ message, onceKey }) => onceKey?.replace(/:[0-9a-f]{8}-.*/, ':<id>') ?? message.type,
  )
  const turn = ['input:<id>', 'taken:<id>']
  expect(keys).toEqual([...turn, 'step:0', 'step:1', 'turn.finished', ...turn, 'step:2', 'step:3', 'turn.finished'])
})

test('a session nobody has spoken in is empty', async () => {
  await using world = createWorld({ machine: notebook })
  expect(await world.read()).toMatchObject({ mark: 'idle', position: 0, sequence: 0, state: { notes: [], turns: 0 } })
})

test('inputs are what the application makes of them', async () => {
  const { log } = createMemoryStore()
  await using bus = createBus()
  const inputs = ({ actor }: Message) => ({ content: actor?.name })
  await using _ = serveEngine(bus, { machine: notebook, log, inputs })
  const done = bus.once(TurnFinished)
  await bus.execute(TurnSubmit, { content: 'x' }, { sessionId, actor: { id: 'a', name: 'Ana' } })
  await done
  expect((await bus.execute(SessionRead, undefined, { sessionId })).state).toMatchObject({ notes: ['Ana'] })
})

test('commands without a session are refused', async () => {
  await using world = createWorld({ machine: notebook })
  await expect(world.bus.execute(TurnSubmit, { content: 'x' })).rejects.toMatchObject({ code: 'engine.no_session' })
  await expect(world.bus.execute(SessionRead, undefined)).rejects.toMatchObject({ code: 'engine.no_session' })
})

test('a listener may wait for the next turn without stopping it', async () => {
  await using world = createWorld({ machine: notebook })
  let second: Promise<unknown> | undefined
  world.bus.once(TurnFinished).then(() => undefined)
  const heard = new Promise<void>((resolve) => {
    const subscription = world.bus.on(TurnFinished, async () => {
      subscription.unsubscribe()
      second = world.say('from within')
      await second
      resolve()
    })
  })
  await world.say('first')
  await heard
  expect(await second).toMatchObject({ type: 'finished' })
})

describe('a turn that fails', () => {
  const boom = build(() => {
    throw new Error('boom')
  })

  test('is told of with the error, cleaned up after, and the next input is taken', async () => {
    await using world = createWorld({ machine: boom })
    const end = await world.say('x')
    expect(end).toMatchObject({
      type: 'failed',
      error: { code: 'engine.action_failed', message: 'Action "act" failed: boom' },
    })
    expect(await world.read()).toMatchObject({ mark: 'idle', sequence: 3, state: { turns: 1, notes: ['cleaned'] } })
    expect(await world.say('y')).toMatchObject({ type: 'failed' })
    const failed = (await world.records()).filter(({ message }) => isMessage(StepFailed, message))
    expect(failed.map(({ message, onceKey }) => [onceKey, message.payload])).toMatchObject([
      ['step:1', { sequence: 1, action: 'act', error: { code: 'engine.action_failed' } }],
      ['step:4', {}],
    ])
  })

  test('also when cleaning up fails, when it answers rubbish, and when its outcome throws', async () => {
    const worse = build(
      () => ({ notes: 5 }),
      () => Promise.reject(new Error('worse')),
    )
    await using world = createWorld({ machine: worse })
    expect(await world.say('x')).toMatchObject({ type: 'failed', error: { code: 'engine.invalid_write' } })
    const { actions, ways, ...rest } = notebook
    const outcome = (): never => {
      throw new Error('no idea')
    }
    await using other = createWorld({ machine: { ...rest, actions, ways, outcome } })
    expect(await other.say('x')).toMatchObject({ type: 'failed', error: { message: 'no idea' } })
    expect((await other.read()).mark).toBe('idle')
  })

  test('when its inputs do not fit', async () => {
    await using world = createWorld({ machine: notebook })
    const end = world.next()
    await world.bus.execute(TurnSubmit, { content: [{ type: 'text', text: 'x' }] }, { sessionId })
    expect(await end).toMatchObject({ type: 'failed', error: { code: 'engine.invalid_inputs' } })
  })
})

describe('a turn that is stopped', () => {
  test('aborts the action, ends as stopped and takes the next input', async () => {
    const hang = build(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    )
    await using world = createWorld({ machine: hang })
    const end = world.say('x')
    await world.bus.once(StepFinished)
    await world.bus.execute(TurnStop, undefined, { sessionId })
    expect(await end).toMatchObject({ type: 'finished', reason: 'stopped' })
    expect(await world.read()).toMatchObject({ mark: 'idle', sequence: 3, state: { notes: ['cleaned'] } })
  })

  test('does not wait for an action that does not hear', async () => {
    const clock = createFakeClock()
    const deaf = build(() => new Promise(() => {}))
    await using world = createWorld({ machine: deaf, clock })
    const end = world.say('x')
    await world.bus.once(StepFinished)
    await world.bus.execute(TurnStop, undefined, { sessionId })
    await clock.advance(1_000)
    expect(await end).toMatchObject({ type: 'finished', reason: 'stopped' })
  })
})

describe('an engine that is closed', () => {
  test('leaves what it was at in the log, and the next one goes on with it, no step twice', async () => {
    const { log } = createMemoryStore()
    const begun = Promise.withResolvers<void>()
    const slow = build(({ signal }) => {
      begun.resolve()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    const first = createWorld({ machine: slow, log })
    void first.say('x')
    await begun.promise
    await first.engine.close()
    await first.engine.close()
    expect((await log.sessions()).items[0]?.mark).toBe('running')
    await expect(first.bus.execute(SessionRead, undefined, { sessionId })).rejects.toMatchObject({
      code: 'bus.no_handler',
    })
    await using second = createWorld({ machine: build(() => ({ notes: append('done') })), log })
    const end = second.next()
    expect(await end).toMatchObject({ type: 'finished', reason: 'answered' })
    expect(await second.read()).toMatchObject({ sequence: 2, state: { turns: 1, notes: ['done'] } })
  })

  test('goes on with a session at a command, when it is not to do so at the start', async () => {
    const { log } = createMemoryStore()
    await log.append(sessionId, [
      { message: createMessage(TurnSubmit, { content: 'x' }, { sessionId }), mark: 'running' },
    ])
    await using world = createWorld({ machine: notebook, log, resume: false })
    await world.engine.resumed
    expect((await log.sessions()).items[0]).toMatchObject({ mark: 'running', position: 1 })
    const end = world.next()
    await world.read()
    expect(await end).toMatchObject({ type: 'finished' })
  })
})

describe('a question that an action asks', () => {
  const question = (id: string) => ({ kind: 'text', id, title: 'Whose note?', entitled: {} }) as const
  const ask = machine.action({ reads: [], writes: ['turns'] }, ({ sequence }) => ({
    turns: increment(),
    waitFor: question(`q-${sequence}`),
  }))
  const hear = machine.action({ reads: [], writes: ['notes'] }, ({ answers: [answer] }) => ({
    notes: append(answer?.reply?.kind === 'text' ? answer.reply.text : 'nobody'),
  }))
  const asking = machine.build({
    actions: { ask, hear },
    transitions: [['ask', 'hear']],
    entrypoint: 'ask',
    initial: { turns: 0 },
  })

  test('is asked with the step, and the next step gets the answer, in another process too', async () => {
    const { log } = createMemoryStore()
    const first = createWorld({ machine: asking, log })
    const asked = first.bus.once(InteractionRequested)
    expect(await first.say('x')).toMatchObject({ type: 'halted', waitingFor: ['q-0'] })
    expect((await asked).payload.interaction).toMatchObject({ id: 'q-0', title: 'Whose note?' })
    await first[Symbol.asyncDispose]()
    await using second = createWorld({ machine: asking, log })
    expect(await second.answer('q-0', { kind: 'text', text: 'Ana’s' })).toMatchObject({ type: 'finished' })
    expect((await second.read()).state).toMatchObject({ notes: ['Ana’s'] })
  })

  test('that nobody asked fails the turn, and so does waiting for one that was answered', async () => {
    const lost = build(() => ({ notes: append('x'), waitFor: 'q-9' }))
    await using world = createWorld({ machine: lost })
    expect(await world.say('x')).toMatchObject({ type: 'failed', error: { code: 'interaction.unknown' } })
    const again = machine.action({ reads: [], writes: ['turns'] }, () => ({
      turns: increment(),
      waitFor: question('q'),
    }))
    const endless = machine.build({ actions: { again }, transitions: [['again', 'again']], entrypoint: 'again' })
    await using other = createWorld({ machine: endless })
    expect(await other.say('x')).toMatchObject({ type: 'halted' })
    const end = await other.answer('q', { kind: 'text', text: 'y' })
    expect(end).toMatchObject({ type: 'failed', error: { code: 'engine.already_answered' } })
  })
})

describe('a log', () => {
  test('of a machine that has changed since: what is gone fails the turn, the session goes on', async () => {
    const { log } = createMemoryStore()
    const first = createWorld({ machine: build(() => new Promise(() => {})), log })
    void first.say('x')
    await first.bus.once(StepFinished)
    void first.engine.close()
    await using second = createWorld({ machine: notebook, log })
    expect(await second.next()).toMatchObject({ type: 'failed', error: { code: 'engine.unknown_action' } })
    expect(await second.say('y')).toMatchObject({ type: 'finished' })
  })

  test('whose state no longer fits, or that lost a message, is not gone on with', async () => {
    const { log } = createMemoryStore()
    const first = createWorld({ machine: notebook, log })
    await first.say('milk')
    await first[Symbol.asyncDispose]()
    const strict = defineMachine({ notes: list(z.string().min(20)), turns: z.number() })
    const only = strict.action({ reads: [], writes: [] }, () => ({}))
    await using second = createWorld({
      machine: strict.build({ actions: { only }, transitions: [], entrypoint: 'only' }),
      log,
    })
    await expect(second.read()).rejects.toMatchObject({
      code: 'engine.invalid_state',
      message: expect.stringMatching(/"notes".*0: /),
    })
    await using third = createWorld({ machine: notebook, log: createLogWithLoss(log) })
    await expect(third.read()).rejects.toMatchObject({ code: 'engine.missing_message' })
  })

  test('is read once, however many turns follow, and as often as it must be when few sessions are held', async () => {
    const { log } = createMemoryStore()
    let reads = 0
    const counting: EventLog = {
      ...log,
      read: (id, options) => {
        if (options?.after === undefined) reads += 1
        return log.read(id, options)
      },
    }
    await using bus = createBus()
    await using _ = serveEngine(bus, { machine: notebook, log: counting, maxSessions: 2, resume: false })
    const say = async (session: string) => {
      const done = bus.once(TurnFinished)
      await bus.execute(TurnSubmit, { content: 'x' }, { sessionId: session })
      await done
    }
    for (let turn = 0; turn < 20; turn += 1) await say('a')
    expect(reads).toBe(1)
    for (const session of ['b', 'c', 'd', 'a']) await say(session)
    expect(reads).toBe(5)
    expect(bus.inspect().sessions.length).toBeLessThanOrEqual(3)
  })
})

test('a step that refers to a message hands it to the log, so that nobody has to remember to', async () => {
  const heard = defineMachine({ said: list(z.object({ role: z.string() })) })
  const hear = heard.action({ reads: [], writes: ['said'] }, ({ turn }) => ({
    said: append(logged(turn?.input as Message)),
  }))
  const { log } = createMemoryStore()
  await using world = createWorld({
    machine: heard.build({ actions: { hear }, transitions: [], entrypoint: 'hear' }),
    log,
  } as WorldOptions)
  await world.say('Hello')
  const step = (await world.records()).find(({ message }) => isMessage(StepFinished, message))
  const started = (await world.records()).find(({ message }) => isMessage(TurnStarted, message))
  expect(step?.message.payload).toMatchObject({
    patch: [{ op: 'append', key: 'said', message: Reflect.get(Object(started?.message.payload), 'turnId') }],
  })
  expect(() => logged(createMessage(TurnStarted, { turnId: 'x' }))).toThrow(
    expect.objectContaining({ code: 'engine.not_a_chat_message' }),
  )
  const answer = createMessage(InteractionAnswer, { interactionId: 'q', reply: { kind: 'text', text: 'yes' } })
  expect(logged(answer)['~logged']).toEqual({ role: 'user', content: 'yes' })
})

/** A log in which a session has a step that refers to a message that is not there. */
function createLogWithLoss(log: EventLog): EventLog {
  const patch = [{ op: 'append' as const, key: 'notes', message: 'lost' }]
  const message = createMessage(StepFinished, { sequence: 0, action: 'note', patch, durationMs: 0 }, { sessionId })
  return {
    ...log,
    async *read() {
      yield { position: 1, message }
    },
  }
}
