import { type Clock, LlmgineError, type Message } from '@llmgine/contracts'

/** How many events may wait for a listener. */
const places = 1000

interface Guest {
  readonly message: Message
  /** Publishes it, or refuses it. */
  readonly leave: (refusal?: { readonly reason: unknown }) => void
}

/** Events that wait until somebody listens to their type: bounded in number and in time. */
export class WaitingRoom {
  readonly #clock: Clock
  readonly #isHeard: (message: Message) => boolean
  readonly #guests = new Set<Guest>()
  #isCalled = false

  constructor(clock: Clock, isHeard: (message: Message) => boolean) {
    this.#clock = clock
    this.#isHeard = isHeard
  }

  /** @throws `bus.no_listener` when the time is up, or when a thousand events wait already */
  wait({ message, signal, timeoutMs }: WaitOptions, publish: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => guest.leave({ reason: signal?.reason })
      const expire = (): void => guest.leave({ reason: noListener(message, timeoutMs) })
      const guest: Guest = {
        message,
        leave: (refusal) => {
          if (!this.#guests.delete(guest)) return
          timer.cancel()
          signal?.removeEventListener('abort', abort)
          if (refusal === undefined) resolve(publish())
          else reject(refusal.reason)
        },
      }
      const timer = this.#clock.setTimer(expire, timeoutMs)
      const isRoom = this.#guests.size < places
      this.#guests.add(guest)
      signal?.addEventListener('abort', abort)
      if (signal?.aborted) abort()
      else if (!isRoom) expire()
    })
  }

  /** Somebody new listens. Who waited for that goes on right after, so that `bus.on()` has answered before its handler is called. */
  call(): void {
    if (this.#guests.size === 0 || this.#isCalled) return
    this.#isCalled = true
    queueMicrotask(() => this.open())
  }

  /** Lets those go on who were called: before anything else is published, so that nothing overtakes them. */
  open(): void {
    if (!this.#isCalled) return
    this.#isCalled = false
    for (const guest of this.#guests) if (this.#isHeard(guest.message)) guest.leave()
  }

  /** Nobody will come any more. */
  close(reason: unknown): void {
    for (const guest of this.#guests) guest.leave({ reason })
  }
}

interface WaitOptions {
  readonly message: Message
  readonly signal: AbortSignal | undefined
  readonly timeoutMs: number
}

function noListener({ type }: Message, waitedMs: number): LlmgineError {
  return new LlmgineError('bus.no_listener', `Nobody listened to "${type}" in time. Subscribe with bus.on() first.`, {
    details: { type, waitedMs },
    retryable: true,
  })
}
