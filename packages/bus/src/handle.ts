import { type CloseReport, type LlmgineError, type Message, SessionClosed, type Subscription } from '@llmgine/contracts'

/**
 * One handle on the bus: the bus itself, or a session opened on it. It owns what was added through it, and knows how much of that is at
 * work. A class, so that an idle session costs a few fields.
 */
export class Handle {
  readonly sessionId: string | undefined
  state: 'open' | 'closing' | 'closed' = 'open'
  /** How closing it went, once somebody has begun to close it. */
  report: Promise<CloseReport> | undefined
  #owned: Set<Removal> | undefined
  #busy = 0
  #onIdle: (() => void) | undefined

  constructor(sessionId?: string) {
    this.sessionId = sessionId
  }

  /** Whether what was added through this handle hears a message: while it closes, only what an earlier message caused and its own end. */
  takes({ causationId, type }: Message): boolean {
    return (
      this.state === 'open' || (this.state === 'closing' && (causationId !== undefined || type === SessionClosed.type))
    )
  }

  /** Something added through this handle starts to run, or to wait for its turn. */
  enter(): void {
    this.#busy += 1
  }

  leave(): void {
    this.#busy -= 1
    if (this.#busy === 0) this.#onIdle?.()
  }

  /** Resolves when nothing that was added through this handle runs or waits. */
  idle(): Promise<void> {
    if (this.#busy === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#onIdle = resolve
    })
  }

  /** Takes over what was added; `remove` is called once, with the reason when the handle ended. */
  own(remove: (reason?: LlmgineError) => void, signal?: AbortSignal): Subscription {
    const end: Removal = (reason) => {
      if (this.#owned?.delete(end) !== true) return
      signal?.removeEventListener('abort', unsubscribe)
      remove(reason)
    }
    const unsubscribe = (): void => end()
    this.#owned ??= new Set()
    this.#owned.add(end)
    if (signal?.aborted) end()
    else signal?.addEventListener('abort', unsubscribe, { once: true })
    return { unsubscribe, [Symbol.dispose]: unsubscribe }
  }

  /** Takes away everything that was added through this handle. */
  end(reason: LlmgineError): void {
    this.state = 'closed'
    for (const remove of this.#owned ?? []) remove(reason)
    this.#owned = undefined
  }
}

type Removal = (reason?: LlmgineError) => void
