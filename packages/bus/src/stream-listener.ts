import type { LlmgineError, Message, SubscribeOptions } from '@llmgine/contracts'
import { Counters } from './counters.ts'
import type { Delivery, Listener } from './delivery.ts'
import { queueFull } from './errors.ts'
import type { Handle } from './handle.ts'
import type { ListenerOptions } from './handler-listener.ts'
import type { Host } from './host.ts'
import { type QueueRules, queueRules } from './queue-rules.ts'
import type { Hold, Lane } from './slots.ts'

interface Waiting {
  readonly message: Message
  readonly shelf: Shelf
  /** Lets its publisher go on, when it waits for room. */
  readonly admit: () => void
}

/** What waits of one session: within its limit, and those for whom there was no room. */
interface Shelf {
  readonly inside: Set<Waiting>
  readonly outside: Set<Waiting>
  high: boolean
}

/**
 * Hears events for an iterator. They are taken in order of arrival, while each session has its own limit, so that one session's events never
 * hold up another's. The event that was taken last is at work until the next one is asked for; what it caused is let in beyond the limit.
 */
export class StreamListener implements Listener, Lane {
  readonly type: string
  readonly handle: Handle
  readonly priority: number
  readonly order: number
  readonly counters: Counters = new Counters()
  readonly holders: Hold[] = []
  readonly #host: Host
  readonly #filter: SubscribeOptions['filter']
  readonly #rules: QueueRules
  readonly #waiting = new Set<Waiting>()
  readonly #shelves = new Map<string | undefined, Shelf>()
  readonly #askers: ((result: IteratorResult<Message, undefined>) => void)[] = []
  #active = true

  /** @throws `bus.invalid_option` */
  constructor(host: Host, { type, order, handle, options }: ListenerOptions) {
    this.type = type
    this.order = order
    this.handle = handle
    this.priority = options.priority ?? 50
    this.#host = host
    this.#filter = options.filter
    this.#rules = queueRules(options.queue, (message, error) => host.report(message, error))
  }

  hears(message: Message): boolean {
    return this.#active && this.handle.takes(message) && (this.#filter === undefined || this.#filter(message))
  }

  offer(delivery: Delivery): Promise<void> | undefined {
    const { message } = delivery
    const asker = this.#askers.shift()
    if (asker === undefined) return this.#put(delivery)
    this.#hold(message)
    asker({ value: message, done: false })
    return undefined
  }

  /** The next event, once there is one; the one taken before it is done with. */
  next(): Promise<IteratorResult<Message, undefined>> {
    this.#release()
    const [first] = this.#waiting
    if (first !== undefined) {
      this.#leave(first)
      this.#hold(first.message)
      this.#makeRoom(first)
      return Promise.resolve({ value: first.message, done: false })
    }
    if (!this.#active) return Promise.resolve({ value: undefined, done: true })
    return new Promise((resolve) => this.#askers.push(resolve))
  }

  /** Hears no more. What waits is dropped, unless the scope has ended: then it can still be taken. */
  stop(reason?: LlmgineError): void {
    this.#active = false
    for (const waiting of this.#waiting) {
      if (reason === undefined) this.#drop(waiting)
      else waiting.admit()
    }
    if (reason === undefined) this.#release()
    for (const asker of this.#askers.splice(0)) asker({ value: undefined, done: true })
  }

  #put(delivery: Delivery): Promise<void> | undefined {
    const { message } = delivery
    const { limit, overflow } = this.#rules
    const shelf = this.#shelfOf(message.sessionId)
    if (shelf.inside.size >= limit && !this.#host.slots.wouldNeverEnd(message, this)) {
      if (overflow === 'wait') return this.#wait(delivery, shelf)
      const [oldest] = overflow === 'drop-oldest' ? shelf.inside : []
      if (oldest === undefined) {
        this.counters[overflow === 'error' ? 'refused' : 'dropped'] += 1
        if (overflow === 'error') delivery.refuse(queueFull(this.type, limit))
        return undefined
      }
      this.#drop(oldest)
    }
    this.#add({ message, shelf, admit: () => undefined }, shelf.inside)
    return undefined
  }

  #wait({ message, sender }: Delivery, shelf: Shelf): Promise<void> {
    return new Promise((resolve) => {
      const forget = this.#host.slots.wait(message, this)
      const abort = (): void => this.#drop(waiting)
      const admit = (): void => {
        sender?.removeEventListener('abort', abort)
        forget()
        resolve()
      }
      const waiting: Waiting = { message, shelf, admit }
      this.#add(waiting, shelf.outside)
      sender?.addEventListener('abort', abort, { once: true })
    })
  }

  #add(waiting: Waiting, where: Set<Waiting>): void {
    where.add(waiting)
    this.#waiting.add(waiting)
    this.#shelves.set(waiting.message.sessionId, waiting.shelf)
    this.counters.waiting += 1
    this.#mark(waiting)
  }

  #drop(waiting: Waiting): void {
    this.#leave(waiting)
    this.counters.dropped += 1
    this.#makeRoom(waiting)
  }

  #leave(waiting: Waiting): void {
    const { shelf, admit } = waiting
    this.#waiting.delete(waiting)
    this.counters.waiting -= 1
    shelf.inside.delete(waiting)
    shelf.outside.delete(waiting)
    admit()
  }

  /** After one has left: the next of its session that waits outside comes in. */
  #makeRoom(left: Waiting): void {
    const { shelf, message } = left
    const [next] = shelf.inside.size < this.#rules.limit ? shelf.outside : []
    if (next !== undefined) {
      shelf.outside.delete(next)
      shelf.inside.add(next)
      next.admit()
    }
    this.#mark(left)
    if (shelf.inside.size === 0 && shelf.outside.size === 0) this.#shelves.delete(message.sessionId)
  }

  #hold(message: Message): void {
    this.counters.running += 1
    this.#host.slots.take(message, this)
  }

  #release(): void {
    const [oldest] = this.holders
    if (oldest === undefined) return
    this.#host.slots.free(oldest, this)
    this.counters.running -= 1
    this.counters.handled += 1
  }

  #mark({ shelf, message }: Waiting): void {
    shelf.high = this.#rules.mark(shelf.high, shelf.inside.size + shelf.outside.size, message)
  }

  #shelfOf(sessionId: string | undefined): Shelf {
    return this.#shelves.get(sessionId) ?? { inside: new Set(), outside: new Set(), high: false }
  }
}
