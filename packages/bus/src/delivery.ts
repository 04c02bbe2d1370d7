import type { LlmgineError, Message, MessageDefinition } from '@llmgine/contracts'
import type { Counters } from './counters.ts'
import type { Handle } from './handle.ts'
import type { Host } from './host.ts'
import { RunContext } from './run-context.ts'

/** One that hears events: a handler or an iterator. */
export interface Listener {
  /** An event type, or `*`. */
  readonly type: string
  readonly handle: Handle
  readonly priority: number
  /** Counts up over all listeners of a bus: of two with the same priority the older one comes first. */
  readonly order: number
  readonly counters: Counters
  /** Whether it would be offered this event now. */
  hears(message: Message): boolean
  /**
   * Hands it an event that it hears, counted as offered. The promise, when there is one, resolves when the event is done with here; it
   * never rejects.
   */
  offer(delivery: Delivery): Promise<unknown> | undefined
  /** It has been taken away; with a reason when the scope it belonged to has ended. */
  stop(reason?: LlmgineError): void
}

/** An event on its way to those who hear it: priority groups one after another, the members of a group at once. */
export class Delivery {
  readonly message: Message
  readonly definition: MessageDefinition | undefined
  readonly sender: AbortSignal | undefined
  readonly #host: Host
  readonly #listeners: readonly Listener[]
  #contexts: RunContext[] = []
  #refusal: LlmgineError | undefined

  constructor(host: Host, sent: Pick<Delivery, 'message' | 'definition' | 'sender'>, listeners: readonly Listener[]) {
    this.message = sent.message
    this.definition = sent.definition
    this.sender = sent.sender
    this.#host = host
    this.#listeners = listeners
  }

  /** Starts the handlers. Resolves when all are done; rejects when a queue refused the event, after the others are done. */
  start(): Promise<void> {
    this.#host.slots.begin(this.message)
    const done = this.#offer(0)
    if (done === undefined) return this.#end()
    this.#host.flights.begin(this)
    return done.then(() => this.#end())
  }

  /** What handlers of one handle get; one for all of them, because to each it means the same. */
  contextFor(handle: Handle): RunContext {
    for (const context of this.#contexts) if (context.handle === handle) return context
    const context = new RunContext(this.#host, handle, this.message, this.sender)
    this.#contexts.push(context)
    return context
  }

  /** A queue had no room for this event. */
  refuse(refusal: LlmgineError): void {
    this.#refusal ??= refusal
  }

  #offer(from: number): Promise<unknown> | undefined {
    const listeners = this.#listeners
    let running: Promise<unknown>[] | undefined
    let priority = listeners[from]?.priority
    let at = from
    for (; at < listeners.length; at++) {
      const listener = listeners[at]
      if (listener === undefined) break
      if (listener.priority !== priority) {
        if (running !== undefined) break
        priority = listener.priority
      }
      const done = this.#isFor(listener) ? listener.offer(this) : undefined
      if (done === undefined) continue
      if (running === undefined) running = [done]
      else running.push(done)
    }
    if (running === undefined) return undefined
    const group = running.length === 1 ? running[0] : Promise.all(running)
    return at === listeners.length ? group : group?.then(() => this.#host.starts.now(() => this.#offer(at)))
  }

  /** Whether a listener is offered the event. A filter that throws is a failure of its listener. */
  #isFor(listener: Listener): boolean {
    const { counters } = listener
    try {
      if (!listener.hears(this.message)) return false
    } catch (error) {
      counters.offered += 1
      counters.failed += 1
      this.#host.report(this.message, error)
      return false
    }
    counters.offered += 1
    return true
  }

  #end(): Promise<void> {
    for (const context of this.#contexts) context.end()
    this.#host.slots.end(this.message)
    this.#host.flights.end(this)
    return this.#refusal === undefined ? Promise.resolve() : Promise.reject(this.#refusal)
  }
}
