import type { Clock, Message } from '@llmgine/contracts'
import { noListener } from './errors.ts'

/** How many events may wait for a listener. */
const places = 1000

interface Guest {
  readonly message: Message
  readonly publish: () => void
  readonly refuse: (reason: unknown) => void
}

/** Events that wait until somebody listens to their type: bounded in number and in time. */
export class WaitingRoom {
  readonly #clock: Clock
  readonly #isHeard: (message: Message) => boolean
  readonly #guests = new Set<Guest>()
  #due = false

  constructor(clock: Clock, isHeard: (message: Message) => boolean) {
    this.#clock = clock
    this.#isHeard = isHeard
  }

  /** @throws `bus.no_listener` when the time is up, or when a thousand events wait already */
  wait(message: Message, publish: () => Promise<void>, options: WaitOptions): Promise<void> {
    const { timeoutMs, signal } = options
    if (signal?.aborted) return Promise.reject(signal.reason)
    if (this.#guests.size >= places) return Promise.reject(noListener(message.type, 0))
    return new Promise((resolve, reject) => {
      const refuse = (reason: unknown): void => leave(() => reject(reason))
      const abort = (): void => refuse(signal?.reason)
      const timer = this.#clock.setTimer(() => refuse(noListener(message.type, timeoutMs)), timeoutMs)
      const leave = (then: () => void): void => {
        if (!this.#guests.delete(guest)) return
        timer.cancel()
        signal?.removeEventListener('abort', abort)
        then()
      }
      const guest: Guest = { message, refuse, publish: () => leave(() => resolve(publish())) }
      this.#guests.add(guest)
      signal?.addEventListener('abort', abort, { once: true })
    })
  }

  /** Somebody new listens. Who waited for that goes on right after, so that `bus.on()` has answered before its handler is called. */
  call(): void {
    if (this.#guests.size === 0 || this.#due) return
    this.#due = true
    queueMicrotask(() => this.open())
  }

  /** Lets those go on who were called: before anything else is published, so that nothing overtakes them. */
  open(): void {
    if (!this.#due) return
    this.#due = false
    for (const guest of this.#guests) if (this.#isHeard(guest.message)) guest.publish()
  }

  /** Nobody will come any more. */
  close(reason: unknown): void {
    for (const guest of this.#guests) guest.refuse(reason)
  }
}

interface WaitOptions {
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}
