import type { EventHandler, LlmgineError, Message, SubscribeOptions } from '@llmgine/contracts'
import { Counters } from './counters.ts'
import { isPromiseLike } from './is-promise-like.ts'
import { Lane, type LaneRules } from './lane.ts'
import type { AddedLayer } from './layers.ts'
import type { Owner } from './owner.ts'
import { checkOption, queueRules } from './queue-rules.ts'
import type { Run } from './run.ts'
import { runLayers } from './run-layers.ts'
import type { Slots } from './slots.ts'

/** What a listener needs of the bus. */
export interface ListenerHost {
  readonly slots: Slots
  /** A run is on its way, and no longer on its way. */
  begin(run: Run): void
  end(run: Run): void
  readonly registry: { layersFor(message: Message, around: 'run'): readonly AddedLayer[] }
  /** Tells that a handler failed. */
  report(message: Message, error: unknown): void
}

/** What a listener is made of. */
export interface ListenerOptions extends SubscribeOptions {
  readonly type: string
  /** Counts up over all listeners of a bus: of two with the same priority the older one comes first. */
  readonly order: number
  readonly owner: Owner
  /** Whether an iterator asks for the next event. Its senders wait for room in its queue, not for its consumer. */
  readonly isAsked?: (() => boolean) | undefined
  /** Told when it is taken away; with a reason when its scope has ended. */
  readonly onStop?: ((reason: LlmgineError | undefined) => void) | undefined
}

/** One that hears events: a handler, or an iterator's, with its filter, its limit and its queue. */
export class Listener {
  readonly type: string
  readonly priority: number
  readonly order: number
  readonly owner: Owner
  readonly counters: Counters = new Counters()
  readonly #host: ListenerHost
  readonly #handler: EventHandler<unknown>
  readonly #options: ListenerOptions
  readonly #rules: LaneRules | undefined
  #lanes: Map<string | undefined, Lane> | undefined
  #isActive = true

  /** @throws `bus.invalid_option` */
  constructor(host: ListenerHost, handler: EventHandler<unknown>, options: ListenerOptions) {
    const { type, priority = 50, order, owner, concurrency = Number.POSITIVE_INFINITY, isAsked } = options
    checkOption('priority', priority, Number.NEGATIVE_INFINITY)
    checkOption('concurrency', concurrency, 1)
    const queue = queueRules(options.queue, (message, error) => host.report(message, error))
    this.type = type
    this.priority = priority
    this.order = order
    this.owner = owner
    this.#host = host
    this.#handler = handler
    this.#options = options
    if (isAsked === undefined && concurrency === Number.POSITIVE_INFINITY) return
    const canStart = isAsked ?? ((lane: Lane): boolean => lane.holders.length < concurrency)
    this.#rules = { slots: host.slots, queue, counters: this.counters, name: type, forRoom: !!isAsked, canStart }
  }

  /** Whether it would be offered this event now. */
  hears(message: Message): boolean {
    const { filter } = this.#options
    return this.#isActive && this.owner.takes(message) && (filter === undefined || filter(message))
  }

  /**
   * Offers it an event. The promise, when there is one, resolves when the sender need not wait for it any more; it never rejects. An error says
   * that its queue refused the event.
   */
  offer(sent: Run): Promise<void> | LlmgineError | undefined {
    const { counters } = this
    try {
      if (!this.hears(sent.message)) return undefined
    } catch (error) {
      counters.offered += 1
      counters.failed += 1
      this.#host.report(sent.message, error)
      return undefined
    }
    counters.offered += 1
    const run = sent.for(this.owner)
    return this.#rules === undefined ? this.#start(run) : this.#enter(run, this.#rules)
  }

  /** Nothing more is offered; what waits is dropped, what runs is finished. An iterator whose scope has ended can still take what waits. */
  stop(reason?: LlmgineError): void {
    const { isAsked, onStop } = this.#options
    this.#isActive = false
    for (const lane of this.#lanes?.values() ?? []) lane.clear(isAsked !== undefined && reason !== undefined)
    onStop?.(reason)
  }

  /** An iterator asks for the next event. */
  advance(): void {
    for (const lane of this.#lanes?.values() ?? []) lane.advance()
  }

  #enter(run: Run, rules: LaneRules): Promise<void> | LlmgineError | undefined {
    const { message, sender } = run
    const { forRoom } = rules
    if (!forRoom) this.#host.begin(run)
    const entered = (): void => {
      if (!forRoom) this.#host.end(run)
    }
    return this.#lane(forRoom ? undefined : message.sessionId, rules).enter({
      message,
      sender,
      start: () => {
        const done = this.#start(run)
        entered()
        return done
      },
      dropped: entered,
    })
  }

  /** Every session has a lane of its own; an iterator has one for all, to keep them in order. */
  #lane(key: string | undefined, rules: LaneRules): Lane {
    this.#lanes ??= new Map()
    const lanes = this.#lanes
    const found = lanes.get(key)
    if (found !== undefined) return found
    const lane: Lane = new Lane(rules, () => {
      if (lanes.get(key) === lane) lanes.delete(key)
    })
    lanes.set(key, lane)
    return lane
  }

  #start(run: Run): Promise<void> | undefined {
    this.counters.running += 1
    let answer: unknown
    try {
      answer = this.#call(run)
    } catch (error) {
      this.#failed(run, error)
      return undefined
    }
    if (!isPromiseLike(answer)) {
      this.#handled()
      return undefined
    }
    const isWaitedFor = this.#options.isAsked === undefined
    if (isWaitedFor) this.#host.begin(run)
    return Promise.resolve(answer).then(
      () => {
        this.#handled()
        if (isWaitedFor) this.#host.end(run)
      },
      (error: unknown) => {
        this.#failed(run, error)
        this.#host.end(run)
      },
    )
  }

  /** An iterator is no handler, and passes the layers around handlers by: it must have the event when its turn has come. */
  #call(run: Run): unknown {
    const layers = this.#host.registry.layersFor(run.message, 'run')
    if (layers.length === 0 || this.#options.isAsked !== undefined) return this.#handler(run.message.payload, run)
    return runLayers(layers, run, async (inner) => this.#handler(inner.message.payload, inner))
  }

  #handled(): void {
    this.counters.running -= 1
    this.counters.handled += 1
  }

  #failed({ message }: Run, error: unknown): void {
    this.counters.running -= 1
    this.counters.failed += 1
    this.#host.report(message, error)
  }
}
