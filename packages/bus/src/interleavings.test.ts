import type { Message, SubscriptionSnapshot } from '@llmgine/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { programs } from './__fixtures__/program.ts'
import { type Observed, type Outcome, runProgram } from './__fixtures__/run-program.ts'

const numRuns = process.env.LLMGINE_SOAK === undefined ? 500 : 10_000
const seed = Date.now() % 1_000_000

/** The first group there is: nothing that takes time comes before it, so its listeners meet events in the order of publishing. */
const firstGroup = 10

test(`whatever interleaves (seed ${seed})`, { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(programs, async (program) => {
      const outcome = await runProgram(program)
      everythingEnds(outcome)
      numbersAddUp(outcome)
      causesAreKept(outcome)
      nothingIsLostOrDoubled(outcome)
      orderIsKept(outcome)
      limitsAreKept(outcome)
      nothingIsLeft(outcome)
    }),
    { numRuns, seed },
  )
})

/** No deadlock: when all time has passed, every promise is settled and nothing runs or waits. */
function everythingEnds({ pending, atRest, report }: Outcome): void {
  expect(pending).toBe(0)
  expect(atRest.subscriptions.filter(({ running, waiting }) => running + waiting > 0)).toEqual([])
  expect(atRest.handlers.filter(({ running }) => running > 0)).toEqual([])
  expect(report).toEqual({ drained: true, left: [] })
}

/** At every instant. */
function numbersAddUp({ snapshots }: Outcome): void {
  for (const { subscriptions } of snapshots)
    expect(subscriptions.filter((each) => each.offered !== sum(each))).toEqual([])
}

/** Every message has the session and the correlation of what caused it, and comes once. */
function causesAreKept({ strangers }: Outcome): void {
  expect(strangers).toEqual([])
}

/** Whoever was there at the end was offered every event since it came, and was called with each at most once. */
function nothingIsLostOrDoubled({ listeners, events, atRest }: Outcome): void {
  for (const { started } of listeners) expect(new Set(started).size).toBe(started.length)
  const there = listeners.filter(({ isOver }) => !isOver)
  const expected = there.map((observed) => {
    const offered = events.slice(observed.since).filter((message) => isFor(observed, message)).length
    const { type, sessionId, priority, started } = observed
    return [type, sessionId, priority, offered, started.length].join()
  })
  const [witness, ...others] = atRest.subscriptions
  const found = others.map((each) => {
    const calls = each.handled + each.failed
    return [each.type, each.sessionId, each.priority, each.offered, calls].join()
  })
  expect(found.toSorted()).toEqual(expected.toSorted())
  expect(witness?.handled).toBe(events.length)
}

/** Listeners of the first group meet what nothing caused in the order of publishing, session by session, and are never called late. */
function orderIsKept({ listeners, events }: Outcome): void {
  for (const { priority, started, wasCalledLate } of listeners) {
    expect(wasCalledLate).toBe(false)
    if (priority !== firstGroup) continue
    for (const session of [undefined, 'a', 'b']) {
      const isOf = ({ sessionId, causationId }: Message): boolean => sessionId === session && causationId === undefined
      const called = started.filter(isOf)
      expect(called).toEqual(events.filter((message) => isOf(message) && called.includes(message)))
    }
  }
}

/** What nothing caused never goes beyond a limit. */
function limitsAreKept({ listeners }: Outcome): void {
  for (const { most, concurrency } of listeners) expect(most).toBeLessThanOrEqual(concurrency)
}

/** Closed, the bus holds nothing and has set no timer. */
function nothingIsLeft({ closed, timers }: Outcome): void {
  const { handlers, subscriptions, layers, sessions } = closed
  expect({ handlers, subscriptions, layers, sessions, timers }).toEqual({
    handlers: [],
    subscriptions: [],
    layers: [],
    sessions: [],
    timers: 0,
  })
}

function isFor({ type, sessionId }: Observed, message: Message): boolean {
  return (type === '*' || type === message.type) && (sessionId === undefined || sessionId === message.sessionId)
}

function sum({ handled, failed, running, waiting, dropped, refused }: SubscriptionSnapshot): number {
  return handled + failed + running + waiting + dropped + refused
}
