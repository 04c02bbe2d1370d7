import { type EventStream, LlmgineError, type Message } from '@llmgine/contracts'
import { createCounters, type ListenerOptions } from './plain-listener.ts'
import { type Counters, isStuck, type PlainListener, type World } from './plain-world.ts'

type Result = IteratorResult<Message, undefined>

interface Entry {
  readonly message: Message
  /** Lets its publisher go on. */
  readonly admit: () => void
}

/** What the functions of one iterator share. */
interface Streaming extends ListenerOptions {
  readonly world: World
  readonly counters: Counters
  readonly askers: ((result: Result) => void)[]
  readonly taken: Message[]
  waiting: readonly Entry[]
  isActive: boolean
  hasBeenAsked: boolean
}

/** Keeps events until they are asked for. */
export function createPlainStream(
  world: World,
  options: ListenerOptions,
  listen: (listener: PlainListener) => () => void,
): EventStream {
  const streaming: Streaming = {
    ...options,
    world,
    counters: createCounters(),
    askers: [],
    taken: [],
    waiting: [],
    isActive: true,
    hasBeenAsked: false,
  }
  const unsubscribe = listen(toListener(streaming))
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    unsubscribe()
    return { value: undefined, done: true }
  }
  return {
    next: () => next(streaming),
    return: world.is('iterator leaks when its loop is left') ? async () => ({ value: undefined, done: true }) : end,
    [Symbol.asyncIterator]() {
      return this
    },
    async [Symbol.asyncDispose]() {
      await end()
    },
  }
}

function toListener(streaming: Streaming): PlainListener {
  const { type, scope, counters, options, askers } = streaming
  const { priority = 50, filter = () => true } = options
  return {
    type,
    scope,
    priority,
    counters,
    hears: (message) => streaming.isActive && filter(message),
    offer: ({ message }) => offer(streaming, message),
    stop(reason) {
      streaming.isActive = false
      if (reason === undefined) {
        release(streaming)
        for (const entry of streaming.waiting) drop(streaming, entry)
      }
      for (const answer of askers.splice(0)) answer({ value: undefined, done: true })
    },
  }
}

async function offer(streaming: Streaming, message: Message): Promise<void> {
  const { world, counters, askers, taken, options } = streaming
  const { limit = 1000, overflow = 'wait' } = options.queue ?? {}
  const answer = askers.shift()
  if (answer !== undefined) return answer(take(streaming, message))
  if (world.is('iterator misses what comes before it is asked') && !streaming.hasBeenAsked) return
  const put = (admit: () => void): void => {
    streaming.waiting = [...streaming.waiting, { message, admit }]
    counters.waiting += 1
  }
  const [oldest] = ofSession(streaming, message)
  const isFull = ofSession(streaming, message).length >= limit && !isStuck(world, message, taken)
  if (!isFull || world.is('queue is not bounded')) return put(() => undefined)
  if (overflow === 'wait') return new Promise(put)
  if (overflow === 'error') {
    counters.refused += 1
    throw new LlmgineError('bus.queue_full', 'Full.')
  }
  if (overflow === 'drop-newest' || oldest === undefined) {
    counters.dropped += 1
    return
  }
  drop(streaming, oldest)
  put(() => undefined)
}

async function next(streaming: Streaming): Promise<Result> {
  streaming.hasBeenAsked = true
  release(streaming)
  const [first] = streaming.waiting
  if (first !== undefined) {
    leave(streaming, first)
    return take(streaming, first.message)
  }
  if (!streaming.isActive) return { value: undefined, done: true }
  return new Promise((resolve) => {
    streaming.askers.push(resolve)
  })
}

function take({ counters, taken }: Streaming, message: Message): Result {
  counters.running += 1
  taken.push(message)
  return { value: message, done: false }
}

function release({ counters, taken }: Streaming): void {
  if (taken.shift() === undefined) return
  counters.running -= 1
  counters.handled += 1
}

function drop(streaming: Streaming, entry: Entry): void {
  leave(streaming, entry)
  streaming.counters.dropped += 1
}

function leave(streaming: Streaming, entry: Entry): void {
  streaming.waiting = streaming.waiting.filter((other) => other !== entry)
  streaming.counters.waiting -= 1
  entry.admit()
  const { limit = 1000 } = streaming.options.queue ?? {}
  for (const { admit } of ofSession(streaming, entry.message).slice(0, limit)) admit()
}

function ofSession({ waiting, world }: Streaming, { sessionId }: Message): readonly Entry[] {
  return waiting.filter(({ message }) => message.sessionId === sessionId || world.is('sessions share one queue'))
}
