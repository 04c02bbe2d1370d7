import type { EventHandler, LlmgineError, Message, SubscribeOptions } from '@llmgine/contracts'
import { Counters } from './counters.ts'
import type { Delivery, Listener } from './delivery.ts'
import { invalidOption } from './errors.ts'
import type { Handle } from './handle.ts'
import type { Host } from './host.ts'
import { isPromiseLike } from './is-promise-like.ts'
import { MessageCall, runLayers } from './message-call.ts'
import { queueRules } from './queue-rules.ts'
import { RunContext } from './run-context.ts'
import { type LaneItem, type LaneRules, SessionLane } from './session-lane.ts'

/** What a listener is made of. */
export interface ListenerOptions {
  readonly type: string
  readonly order: number
  readonly handle: Handle
  readonly options: SubscribeOptions
  /** Told when it is taken away; with a reason when the scope has ended. */
  readonly onStop?: ((reason: LlmgineError | undefined) => void) | undefined
}

/** A handler of events with its filter, its limit and its queue. */
export class HandlerListener implements Listener {
  readonly type: string
  readonly handle: Handle
  readonly priority: number
  readonly order: number
  readonly counters: Counters = new Counters()
  readonly #host: Host
  readonly #handler: EventHandler<unknown>
  readonly #filter: SubscribeOptions['filter']
  readonly #rules: LaneRules | undefined
  readonly #onStop: ListenerOptions['onStop']
  #lanes: Map<string | undefined, SessionLane> | undefined
  #active = true

  /** @throws `bus.invalid_option` */
  constructor(host: Host, handler: EventHandler<unknown>, { type, order, handle, options, onStop }: ListenerOptions) {
    const { priority = 50, filter, concurrency = Number.POSITIVE_INFINITY } = options
    if (!(concurrency >= 1)) throw invalidOption('concurrency', 'at least 1', concurrency)
    if (Number.isNaN(priority)) throw invalidOption('priority', 'a number', priority)
    const queue = queueRules(options.queue, (message, error) => host.report(message, error))
    this.type = type
    this.order = order
    this.handle = handle
    this.priority = priority
    this.#host = host
    this.#handler = handler
    this.#filter = filter
    this.#onStop = onStop
    if (concurrency < Number.POSITIVE_INFINITY) {
      this.#rules = { slots: host.slots, concurrency, queue, counters: this.counters, name: type }
    }
  }

  hears(message: Message): boolean {
    return this.#active && this.handle.takes(message) && (this.#filter === undefined || this.#filter(message))
  }

  offer(delivery: Delivery): Promise<unknown> | undefined {
    const { message } = delivery
    this.handle.enter()
    if (this.#rules === undefined) return this.#start(delivery)
    return this.#lane(message.sessionId, this.#rules).enter(this.#item(delivery))
  }

  /** Nothing more starts; what waits is dropped, what runs is finished. */
  stop(reason?: LlmgineError): void {
    this.#active = false
    for (const lane of this.#lanes?.values() ?? []) lane.clear()
    this.#onStop?.(reason)
  }

  #lane(sessionId: string | undefined, rules: LaneRules): SessionLane {
    this.#lanes ??= new Map()
    const found = this.#lanes.get(sessionId)
    if (found !== undefined) return found
    const lane = new SessionLane(rules, () => this.#lanes?.delete(sessionId))
    this.#lanes.set(sessionId, lane)
    return lane
  }

  #item(delivery: Delivery): LaneItem {
    return {
      message: delivery.message,
      signal: delivery.sender,
      start: () => this.#start(delivery),
      dropped: (refusal?: LlmgineError) => {
        if (refusal !== undefined) delivery.refuse(refusal)
        this.handle.leave()
      },
    }
  }

  #start(delivery: Delivery): Promise<void> | undefined {
    this.counters.running += 1
    let answer: unknown
    try {
      answer = this.#run(delivery)
    } catch (error) {
      this.#failed(delivery.message, error)
      return undefined
    }
    if (!isPromiseLike(answer)) {
      this.#handled()
      return undefined
    }
    const done = answer instanceof Promise ? answer : Promise.resolve(answer)
    return done.then(
      () => this.#handled(),
      (error: unknown) => this.#failed(delivery.message, error),
    )
  }

  #run(delivery: Delivery): unknown {
    const { message } = delivery
    const layers = this.#host.runLayers(message)
    if (layers.length === 0) return this.#handler(message.payload, delivery.contextFor(this.handle))
    const call = new MessageCall(this.#host, delivery)
    const ran = runLayers(layers, call, async (inner) => {
      const context = new RunContext(this.#host, this.handle, inner.message, inner.sender)
      try {
        return await this.#handler(inner.message.payload, context)
      } finally {
        context.end()
      }
    })
    return ran.finally(() => call.end())
  }

  #handled(): void {
    this.counters.running -= 1
    this.counters.handled += 1
    this.handle.leave()
  }

  #failed(message: Message, error: unknown): void {
    this.counters.running -= 1
    this.counters.failed += 1
    this.handle.leave()
    this.#host.report(message, error)
  }
}
