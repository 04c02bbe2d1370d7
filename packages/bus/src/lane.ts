import { LlmgineError, type Message } from '@llmgine/contracts'
import type { Counters } from './counters.ts'
import type { QueueRules } from './queue-rules.ts'
import type { Hold, SlotHolders, Slots } from './slots.ts'

/** Something that may have to wait for its turn. */
export interface LaneItem {
  readonly message: Message
  readonly sender: AbortSignal | undefined
  /** Its turn has come. When it goes on beyond this call it answers with a promise, which never rejects. */
  start(): Promise<unknown> | undefined
  /** Its turn will not come: it was dropped or refused, or its sender gave up. */
  dropped(refusal?: LlmgineError): void
}

/** What all lanes of one limit share. */
export interface LaneRules {
  readonly slots: Slots
  readonly queue: QueueRules
  readonly counters: Counters
  /** What the limit is for, as an error names it. */
  readonly name: string
  /** Whether the next one may start. */
  canStart(lane: SlotHolders): boolean
  /** Whether senders wait only until there is room in the queue, and not for the end. */
  readonly forRoom: boolean
}

interface Waiting {
  readonly item: LaneItem
  /** Whether there was no room for it and its sender waits for some. */
  isOutside: boolean
  /** Its sender no longer waits for others. */
  readonly letGo: () => void
  /** Its sender goes on. */
  readonly done: () => void
}

/**
 * Some at once, the others in a queue in order of arrival, which is bounded for each session. What would wait for ever, because it was caused by
 * what it waits for, does not wait.
 */
export class Lane implements SlotHolders {
  readonly holders: Hold[] = []
  readonly #rules: LaneRules
  readonly #onEmpty: () => void
  readonly #waiting = new Set<Waiting>()
  readonly #waitingOf = new Map<string | undefined, number>()
  readonly #high = new Set<string | undefined>()

  constructor(rules: LaneRules, onEmpty: () => void) {
    this.#rules = rules
    this.#onEmpty = onEmpty
  }

  /** Starts an item or lets it wait. The promise is for the sender to wait for; an error says that it was refused. */
  enter(item: LaneItem): Promise<void> | LlmgineError | undefined {
    const { slots, forRoom, canStart, queue } = this.#rules
    const mustGoOn = (): boolean => slots.wouldNeverEnd(item.message, this)
    if (canStart(this) || (!forRoom && mustGoOn())) {
      const done = this.#start(item)
      if (done === undefined) this.advance()
      return forRoom ? undefined : done
    }
    const isFull = this.#ofSession(item) >= queue.limit && !(forRoom && mustGoOn())
    if (isFull && queue.overflow !== 'wait') {
      if (queue.overflow !== 'drop-oldest' || !this.#makesRoomFor(item)) return this.#turnAway(item)
    }
    const isOutside = isFull && forRoom && queue.overflow === 'wait'
    const done = new Promise<void>((resolve) => this.#wait(item, isOutside, resolve))
    return forRoom && !isOutside ? undefined : done
  }

  /** Starts what may start. */
  advance(): void {
    for (const waiting of this.#waiting) {
      if (!this.#rules.canStart(this)) return
      this.#leave(waiting)
      const done = this.#start(waiting.item)
      if (done === undefined) waiting.done()
      else void done.then(waiting.done)
      this.#makeRoom(waiting)
    }
    if (this.holders.length === 0 && this.#waiting.size === 0) this.#onEmpty()
  }

  /** Drops what waits, or only lets those go on who wait for room. */
  clear(isKept: boolean): void {
    for (const waiting of this.#waiting) {
      if (isKept) this.#admit(waiting)
      else this.#drop(waiting)
    }
  }

  #start(item: LaneItem): Promise<void> | undefined {
    const { slots } = this.#rules
    const hold = slots.take(item.message, this)
    const done = item.start()
    if (done === undefined) slots.free(hold, this)
    return done?.then(() => {
      slots.free(hold, this)
      this.advance()
    })
  }

  #wait(item: LaneItem, isOutside: boolean, done: () => void): void {
    const { slots, forRoom, counters } = this.#rules
    const { message, sender } = item
    const forget = forRoom && !isOutside ? undefined : slots.wait(message, this)
    const abort = (): void => this.#drop(waiting)
    const letGo = (): void => {
      sender?.removeEventListener('abort', abort)
      forget?.()
    }
    const waiting: Waiting = { item, isOutside, letGo, done }
    this.#waiting.add(waiting)
    this.#waitingOf.set(message.sessionId, this.#ofSession(item) + 1)
    counters.waiting += 1
    if (forget !== undefined) sender?.addEventListener('abort', abort)
    this.#mark(item)
  }

  #leave(waiting: Waiting): void {
    const { item } = waiting
    const left = this.#ofSession(item) - 1
    this.#waiting.delete(waiting)
    this.#waitingOf.set(item.message.sessionId, left)
    if (left === 0) this.#waitingOf.delete(item.message.sessionId)
    this.#rules.counters.waiting -= 1
    if (this.#rules.forRoom) this.#admit(waiting)
    else waiting.letGo()
  }

  #drop(waiting: Waiting): void {
    this.#discard(waiting)
    this.#makeRoom(waiting)
  }

  #discard(waiting: Waiting): void {
    this.#leave(waiting)
    this.#rules.counters.dropped += 1
    waiting.item.dropped()
    waiting.done()
  }

  /** There is no room, and none can be made. */
  #turnAway(item: LaneItem): LlmgineError | undefined {
    const { counters, queue, name } = this.#rules
    const { limit, overflow } = queue
    const refusal =
      overflow === 'error'
        ? new LlmgineError('bus.queue_full', `The queue in front of "${name}" is full: ${limit} wait.`, {
            details: { type: name, limit },
            retryable: true,
          })
        : undefined
    counters[refusal ? 'refused' : 'dropped'] += 1
    item.dropped(refusal)
    return refusal
  }

  /** Drops the oldest that waits, if any. No mark is told: the new one takes its place, and is not counted yet. */
  #makesRoomFor({ message }: LaneItem): boolean {
    for (const waiting of this.#waiting) {
      if (waiting.item.message.sessionId !== message.sessionId) continue
      this.#discard(waiting)
      return true
    }
    return false
  }

  /** After one has left: the first of its session that waits outside comes in. */
  #makeRoom({ item }: Waiting): void {
    if (this.#rules.forRoom && this.#ofSession(item) >= this.#rules.queue.limit) {
      for (const waiting of this.#waiting) {
        if (!waiting.isOutside || waiting.item.message.sessionId !== item.message.sessionId) continue
        this.#admit(waiting)
        break
      }
    }
    this.#mark(item)
  }

  #admit(waiting: Waiting): void {
    waiting.isOutside = false
    waiting.letGo()
    waiting.done()
  }

  #ofSession({ message }: LaneItem): number {
    return this.#waitingOf.get(message.sessionId) ?? 0
  }

  #mark(item: LaneItem): void {
    const { sessionId } = item.message
    const wasHigh = this.#high.has(sessionId)
    const isHigh = this.#rules.queue.mark(wasHigh, this.#ofSession(item), item.message)
    if (isHigh) this.#high.add(sessionId)
    else if (wasHigh) this.#high.delete(sessionId)
  }
}
