import { LlmgineError, type Message, type SubscribeOptions } from '@llmgine/contracts'
import {
  type Counters,
  type Flight,
  isStuck,
  type PlainListener,
  runFor,
  type Scope,
  type World,
} from './plain-world.ts'

export interface ListenerOptions {
  readonly type: string
  readonly scope: Scope
  readonly options: SubscribeOptions
  readonly onStop?: ((reason: unknown) => void) | undefined
}

type Handler = (payload: unknown, run: Flight & { readonly signal: AbortSignal }) => unknown

interface Entry {
  readonly start: () => void
  readonly drop: () => void
  /** Drops it for another one that takes its place. */
  readonly giveWay: () => void
}

interface Lane {
  readonly holders: Message[]
  waiting: readonly Entry[]
  isHigh: boolean
}

/** What the functions of one listener share. */
interface Listening extends ListenerOptions {
  readonly world: World
  readonly handler: Handler
  readonly counters: Counters
}

export function createCounters(): Counters {
  return { offered: 0, handled: 0, failed: 0, running: 0, waiting: 0, dropped: 0, refused: 0 }
}

/** Calls a handler for each event, no more at once than its limit. */
export function createPlainListener(world: World, handler: Handler, options: ListenerOptions): PlainListener {
  const { priority = 50, filter = () => true } = options.options
  const counters = createCounters()
  const listening = { ...options, world, handler, counters }
  const lanes = new Map<string | undefined, Lane>()
  let isActive = true
  return {
    type: options.type,
    scope: options.scope,
    priority,
    counters,
    hears: (message) => isActive && filter(message),
    offer(flight) {
      const key = world.is('sessions share one queue') ? undefined : flight.message.sessionId
      const lane = lanes.get(key) ?? { holders: [], waiting: [], isHigh: false }
      lanes.set(key, lane)
      return enter(listening, flight, lane)
    },
    stop(reason) {
      isActive = world.is('calls those who were unsubscribed')
      for (const lane of lanes.values()) for (const { drop } of lane.waiting) drop()
      options.onStop?.(reason)
    },
  }
}

async function enter(listening: Listening, flight: Flight, lane: Lane): Promise<void> {
  const { world, counters, options } = listening
  const { concurrency = Number.POSITIVE_INFINITY, queue: { limit = 1000, overflow = 'wait' } = {} } = options
  const isFree = lane.holders.length < concurrency || world.is('limit ignored')
  if (isFree || isStuck(world, flight.message, lane.holders)) return run(listening, flight, lane)
  const isRoom = overflow === 'wait' || lane.waiting.length < limit || world.is('queue is not bounded')
  if (isRoom) return wait(listening, flight, lane)
  if (overflow === 'error') {
    counters.refused += 1
    throw new LlmgineError('bus.queue_full', 'Full.')
  }
  if ((overflow === 'drop-oldest') !== world.is('drops the wrong end')) {
    lane.waiting[0]?.giveWay()
    return wait(listening, flight, lane)
  }
  counters.dropped += world.is('counts drops as nothing') ? 0 : 1
}

async function run(listening: Listening, flight: Flight, lane: Lane): Promise<void> {
  const { world, scope, handler, counters, options } = listening
  const { message } = flight
  counters.running += 1
  lane.holders.push(message)
  try {
    await runFor(world, flight, scope, async (signal) => handler(message.payload, { ...flight, signal }))
    counters.running -= 1
    counters.handled += 1
  } catch (error) {
    counters.running -= 1
    counters.failed += 1
    world.report(message, error)
    if (world.is('failure rejects the publish')) throw error
  } finally {
    lane.holders.splice(lane.holders.indexOf(message), 1)
    if (lane.holders.length < (options.concurrency ?? Number.POSITIVE_INFINITY)) lane.waiting[0]?.start()
  }
}

function wait(listening: Listening, flight: Flight, lane: Lane): Promise<void> {
  const { world, counters } = listening
  return new Promise((resolve, reject) => {
    const waiter = { message: flight.message, holders: lane.holders }
    const leave = (): void => {
      lane.waiting = lane.waiting.filter((other) => other !== entry)
      counters.waiting -= 1
      world.waiters.delete(waiter)
      flight.sender?.removeEventListener('abort', drop)
    }
    const giveWay = (): void => {
      leave()
      counters.dropped += world.is('counts drops as nothing') ? 0 : 1
      resolve()
    }
    const drop = (): void => {
      giveWay()
      mark(listening, lane)
    }
    const start = (): void => {
      leave()
      run(listening, flight, lane).then(resolve, reject)
      mark(listening, lane)
    }
    const entry: Entry = { start, drop, giveWay }
    lane.waiting = [...lane.waiting, entry]
    counters.waiting += 1
    world.waiters.add(waiter)
    flight.sender?.addEventListener('abort', drop)
    mark(listening, lane)
  })
}

function mark({ options: { queue = {} } }: Listening, lane: Lane): void {
  const { highWater = Number.POSITIVE_INFINITY, lowWater = highWater / 2, onHighWater, onLowWater } = queue
  const waiting = lane.waiting.length
  if (!lane.isHigh && waiting >= highWater) {
    lane.isHigh = true
    onHighWater?.(waiting)
  } else if (lane.isHigh && waiting <= lowWater) {
    lane.isHigh = false
    onLowWater?.(waiting)
  }
}
