import type { Handle } from './handle.ts'

/**
 * The signal of one run: it follows the sender's, and aborts when the handle it runs for ends. Made only when a handler asks for it, and let go
 * of when the run ends, so that neither a sender's signal nor the bus keeps listeners of runs that are over.
 */
export class RunSignal {
  readonly handle: Handle
  readonly #controller = new AbortController()
  readonly #open: Set<RunSignal>
  readonly #sender: AbortSignal | undefined

  constructor(open: Set<RunSignal>, handle: Handle, sender: AbortSignal | undefined) {
    this.#open = open
    this.handle = handle
    this.#sender = sender
    open.add(this)
    if (sender?.aborted) this.abort(sender.reason)
    else sender?.addEventListener('abort', this)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Called by the sender's signal. */
  handleEvent(): void {
    this.abort(this.#sender?.reason)
  }

  abort(reason: unknown): void {
    this.release()
    this.#controller.abort(reason)
  }

  release(): void {
    this.#open.delete(this)
    this.#sender?.removeEventListener('abort', this)
  }
}
