import type { Bus, HandlerContext, Message } from '@llmgine/contracts'
import type { Handle } from './handle.ts'
import type { Host } from './host.ts'
import { RunSignal } from './run-signal.ts'

/**
 * What a handler gets besides the payload. Signal and bus are made when they are asked for, by getters on the prototype: most handlers of
 * most events need neither.
 */
export class RunContext implements HandlerContext {
  readonly message: Message
  readonly handle: Handle
  readonly #host: Host
  readonly #sender: AbortSignal | undefined
  #signal: RunSignal | undefined
  #ended = false

  constructor(host: Host, handle: Handle, message: Message, sender: AbortSignal | undefined) {
    this.message = message
    this.handle = handle
    this.#host = host
    this.#sender = sender
  }

  get signal(): AbortSignal {
    if (this.#signal === undefined) {
      this.#signal = new RunSignal(this.#host.signals, this.handle, this.#sender)
      if (this.#ended) this.#signal.release()
    }
    return this.#signal.signal
  }

  get bus(): Bus {
    return this.#host.busAs(this.handle, this.message)
  }

  /** Whether a thrown value is no failure of the handler but its signal's reason. */
  wasAborted(error: unknown): boolean {
    const signal = this.#signal?.signal
    return signal?.aborted === true && signal.reason === error
  }

  /** The run is over. */
  end(): void {
    this.#ended = true
    this.#signal?.release()
  }
}
