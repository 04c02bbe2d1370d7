import type { LlmgineError, Message } from '@llmgine/contracts'
import type { Counters } from './counters.ts'
import { queueFull } from './errors.ts'
import type { QueueRules } from './queue-rules.ts'
import type { Hold, Lane, Slots } from './slots.ts'

/** Something that may have to wait for its turn. */
export interface LaneItem {
  readonly message: Message
  readonly signal: AbortSignal | undefined
  /** Its turn has come. When it goes on beyond this call it answers with a promise, which never rejects. */
  start(): Promise<unknown> | undefined
  /** Its turn will not come: it was dropped, refused, or its sender gave up. */
  dropped(refusal?: LlmgineError): void
}

/** What all lanes of one limit share. */
export interface LaneRules {
  readonly slots: Slots
  readonly concurrency: number
  readonly queue: QueueRules
  readonly counters: Counters
  /** What the limit is for, as an error names it. */
  readonly name: string
}

interface Waiting {
  readonly item: LaneItem
  readonly leave: () => void
  readonly done: () => void
}

/** So many at once, the others in a queue in order of arrival. What would wait for ever runs at once, beyond the limit. */
export class SessionLane implements Lane {
  readonly holders: Hold[] = []
  readonly #rules: LaneRules
  readonly #onEmpty: () => void
  readonly #waiting = new Set<Waiting>()
  #high = false

  constructor(rules: LaneRules, onEmpty: () => void) {
    this.#rules = rules
    this.#onEmpty = onEmpty
  }

  /** Starts an item or lets it wait. The promise resolves when it has ended or was dropped; there is none when that is so already. */
  enter(item: LaneItem): Promise<void> | undefined {
    const { slots, concurrency } = this.#rules
    if (this.holders.length >= concurrency && !slots.wouldNeverEnd(item.message, this)) {
      return this.#admits(item) ? new Promise((resolve) => this.#wait(item, resolve)) : undefined
    }
    const done = this.#start(item)
    if (done === undefined) this.#advance()
    return done
  }

  /** Drops what waits. */
  clear(): void {
    for (const waiting of this.#waiting) this.#drop(waiting)
  }

  /** Whether there is room in the queue; makes it where the rules say so. */
  #admits(item: LaneItem): boolean {
    const { counters, name } = this.#rules
    const { limit, overflow } = this.#rules.queue
    if (overflow === 'wait' || this.#waiting.size < limit) return true
    const [oldest] = overflow === 'drop-oldest' ? this.#waiting : []
    if (oldest !== undefined) {
      this.#drop(oldest)
      return true
    }
    counters[overflow === 'error' ? 'refused' : 'dropped'] += 1
    item.dropped(overflow === 'error' ? queueFull(name, limit) : undefined)
    return false
  }

  #wait(item: LaneItem, done: () => void): void {
    const forget = this.#rules.slots.wait(item.message, this)
    const abort = (): void => this.#drop(waiting)
    const leave = (): void => {
      this.#waiting.delete(waiting)
      this.#rules.counters.waiting -= 1
      item.signal?.removeEventListener('abort', abort)
      forget()
    }
    const waiting: Waiting = { item, leave, done }
    this.#waiting.add(waiting)
    this.#rules.counters.waiting += 1
    item.signal?.addEventListener('abort', abort, { once: true })
    this.#mark(item)
  }

  #drop({ item, leave, done }: Waiting): void {
    leave()
    this.#rules.counters.dropped += 1
    item.dropped()
    done()
    this.#mark(item)
  }

  #start(item: LaneItem): Promise<void> | undefined {
    const hold = this.#rules.slots.take(item.message, this)
    const done = item.start()
    if (done === undefined) this.#rules.slots.free(hold, this)
    return done?.then(() => {
      this.#rules.slots.free(hold, this)
      this.#advance()
    })
  }

  #advance(): void {
    while (this.holders.length < this.#rules.concurrency) {
      const [next] = this.#waiting
      if (next === undefined) break
      next.leave()
      const done = this.#start(next.item)
      this.#mark(next.item)
      if (done === undefined) next.done()
      else void done.then(next.done)
    }
    if (this.holders.length === 0 && this.#waiting.size === 0) this.#onEmpty()
  }

  #mark({ message }: LaneItem): void {
    this.#high = this.#rules.queue.mark(this.#high, this.#waiting.size, message)
  }
}
