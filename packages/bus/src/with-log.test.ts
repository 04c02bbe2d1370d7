import {
  createMessage,
  defineCommand,
  defineEvent,
  type EventLog,
  HandlerFailed,
  type HandlerFailedPayload,
  LlmgineError,
  type LogRecord,
  ModelDelta,
  StepFinished,
} from '@llmgine/contracts'
import { expect, test } from 'vitest'
import { createBus } from './create-bus.ts'
import { withLog } from './with-log.ts'

const Noted = defineEvent<number>('test.noted')
const Shown = defineEvent<number>('test.shown', { ephemeral: true })
const Kept = defineEvent<number>('test.kept', { journalled: true })
const Do = defineCommand<number, number>('test.do')

/** The appending half of a log that takes its time and can be told to refuse. */
function createSlowLog() {
  const kept: unknown[] = []
  let tail: Promise<void> = Promise.resolve()
  const state = { refuses: false, hold: Promise.resolve() }
  const log: Pick<EventLog, 'append'> = {
    append(_sessionId: string, records: readonly LogRecord[]) {
      const appended = tail.then(async () => {
        await state.hold
        if (state.refuses) throw new LlmgineError('store.full', 'The disk is full.')
        for (const { message } of records) kept.push(message.payload)
        return { position: kept.length }
      })
      tail = appended.then(
        () => undefined,
        () => undefined,
      )
      return appended
    },
  }
  return { kept, state, log: log as EventLog }
}

test("writes the events of sessions, and neither commands nor what is ephemeral or its sender's to write", async () => {
  const { kept, log } = createSlowLog()
  const bus = createBus()
  const layer = withLog(log)
  bus.use(layer)
  bus.handle(Do, (number) => number)
  const session = bus.session('a')
  await session.publish(Noted, 1)
  await session.publish(Shown, 2)
  await session.publish(Kept, 3)
  await session.execute(Do, 4)
  await bus.publish(Noted, 5)
  for (const definition of [ModelDelta, StepFinished]) {
    await bus.dispatch(createMessage(definition as never, 6 as never, { sessionId: 'a' }))
  }
  await bus.dispatch(createMessage(Noted, 7, { sessionId: 'a' }))
  await layer.flush()
  expect(kept).toEqual([1, 7])
})

test("leaves alone what an application's definitions say of dispatched events", async () => {
  const { kept, log } = createSlowLog()
  const bus = createBus()
  bus.use(withLog(log, { definitions: [Shown, Kept] }))
  for (const definition of [Noted, Shown, Kept]) await bus.dispatch(createMessage(definition, 1, { sessionId: 'a' }))
  await bus.close()
  expect(kept).toEqual([1])
})

test('does not make handlers or publishers wait for the log', async () => {
  const { kept, state, log } = createSlowLog()
  const hold = Promise.withResolvers<void>()
  state.hold = hold.promise
  const bus = createBus()
  const layer = withLog(log)
  bus.use(layer)
  const heard: number[] = []
  bus.on(Noted, (number) => heard.push(number))
  await bus.publish(Noted, 1, { sessionId: 'a' })
  expect([heard, kept]).toEqual([[1], []])
  hold.resolve()
  await layer.flush()
  expect(kept).toEqual([1])
})

test('hands over before the handlers run, so that what is journalled afterwards stands behind it', async () => {
  const { kept, log } = createSlowLog()
  const bus = createBus()
  bus.use(withLog(log))
  bus.on(Noted, async (number, { message }) => {
    if (number > 1) return
    await log.append('a', [{ message: createMessage(Kept, 100, { cause: message }) }])
  })
  const published = [1, 2].map((number) => bus.publish(Noted, number, { sessionId: 'a' }))
  await log.append('a', [{ message: createMessage(Kept, 200) }])
  expect(kept).toEqual([1, 100, 2, 200])
  await Promise.all(published)
})

test('tells of what the log refused, once and without a loop, and by the next flush', async () => {
  const { state, log } = createSlowLog()
  const bus = createBus()
  const layer = withLog(log)
  bus.use(layer)
  const told: HandlerFailedPayload[] = []
  bus.on(HandlerFailed, async (payload, context) => {
    told.push(payload)
    if (told.length < 50) await context.bus.publish(Noted, 2)
  })
  state.refuses = true
  await bus.publish(Noted, 1, { sessionId: 'a', id: 'lost' })
  await expect(layer.flush()).rejects.toMatchObject({ code: 'bus.log_failed', cause: { code: 'store.full' } })
  expect(told).toMatchObject([{ messageId: 'lost', messageType: 'test.noted', error: { code: 'store.full' } }])
  await new Promise(setImmediate)
  await layer.flush().catch(() => undefined)
  state.refuses = false
  await layer.flush()
  expect(told).toHaveLength(1)
})

test('closing the bus waits for the log, and fails when it lost something', async () => {
  const { kept, state, log } = createSlowLog()
  const first = createBus()
  first.use(withLog(log))
  for (const number of [1, 2, 3]) void first.publish(Noted, number, { sessionId: 'a' })
  expect(await first.close()).toEqual({ drained: true, left: [] })
  expect(kept).toEqual([1, 2, 3])

  const second = createBus()
  second.use(withLog(log))
  state.refuses = true
  void second.publish(Noted, 4, { sessionId: 'a' })
  await expect(second.close()).rejects.toMatchObject({ code: 'bus.flush_failed', cause: { code: 'bus.log_failed' } })
})

test('makes publishers wait when the log falls too far behind', async () => {
  const { kept, state, log } = createSlowLog()
  const hold = Promise.withResolvers<void>()
  state.hold = hold.promise
  const bus = createBus()
  bus.use(withLog(log, { maxPending: 2 }))
  await Promise.all([1, 2].map((number) => bus.publish(Noted, number, { sessionId: 'a' })))
  let isDone = false
  const third = bus.publish(Noted, 3, { sessionId: 'a' }).then(() => {
    isDone = true
  })
  await new Promise(setImmediate)
  expect(isDone).toBe(false)
  hold.resolve()
  await third
  expect(kept).toEqual([1, 2, 3])
})
