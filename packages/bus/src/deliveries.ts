import type { Listener, ListenerHost } from './listener.ts'
import type { Run } from './run.ts'

/** Brings events to those who hear them. */
export class Deliveries {
  readonly #host: ListenerHost
  readonly #later: (() => void)[] = []
  #isStarting = false

  constructor(host: ListenerHost) {
    this.#host = host
  }

  /**
   * What is published while handlers are being started, because one of them sends from within, is offered right after: so each handler meets
   * events in the order in which they were published, and a chain of events needs no stack.
   */
  start(run: Run, listeners: readonly Listener[]): Promise<void> {
    if (listeners.length === 0) return Promise.resolve()
    if (this.#isStarting) {
      return new Promise((resolve) => {
        this.#later.push(() => resolve(this.#offerAll(run, listeners)))
      })
    }
    this.#isStarting = true
    try {
      return this.#offerAll(run, listeners)
    } finally {
      this.#startLater()
    }
  }

  #startLater(): void {
    for (const later of this.#later) later()
    this.#later.length = 0
    this.#isStarting = false
  }

  #offerAll(run: Run, listeners: readonly Listener[]): Promise<void> {
    this.#host.slots.begin(run.message)
    run.refusal = undefined
    const done = this.#offer(run, listeners, 0)
    if (done === undefined) return this.#delivered(run)
    this.#host.begin(run)
    return done.then(() => {
      this.#host.end(run)
      return this.#delivered(run)
    })
  }

  /** Priority groups follow one another; the members of a group start at once. */
  #offer(run: Run, listeners: readonly Listener[], from: number): Promise<unknown> | undefined {
    let group: Promise<void>[] | undefined
    let priority = listeners[from]?.priority
    let at = from
    for (; at < listeners.length; at++) {
      const listener = listeners[at]
      if (listener === undefined) break
      if (listener.priority !== priority) {
        if (group !== undefined) break
        priority = listener.priority
      }
      const answer = listener.offer(run)
      if (answer === undefined) continue
      if (!(answer instanceof Promise)) run.refusal ??= answer
      else if (group === undefined) group = [answer]
      else group.push(answer)
    }
    if (group === undefined) return undefined
    const done = group.length === 1 ? group[0] : Promise.all(group)
    if (at === listeners.length) return done
    return done?.then(() => {
      this.#isStarting = true
      try {
        return this.#offer(run, listeners, at)
      } finally {
        this.#startLater()
      }
    })
  }

  #delivered(run: Run): Promise<void> {
    this.#host.slots.end(run.message)
    if (run.busy === 0) run.end()
    return run.refusal === undefined ? Promise.resolve() : Promise.reject(run.refusal)
  }
}
