import type { Message } from '@llmgine/contracts'

/** A message that is on its way. */
export interface Flight {
  readonly message: Message
}

/** What is on its way and not done: what `close()` waits for. */
export class Flights {
  readonly #open = new Set<Flight>()
  #onEmpty: (() => void) | undefined

  begin(flight: Flight): void {
    this.#open.add(flight)
  }

  end(flight: Flight): void {
    if (this.#open.delete(flight) && this.#open.size === 0) this.#onEmpty?.()
  }

  /** Resolves when nothing is on its way. */
  empty(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#onEmpty = resolve
    })
  }

  /** The messages on their way, each once. */
  messages(): readonly Message[] {
    return [...new Map(Array.from(this.#open, ({ message }) => [message.id, message])).values()]
  }
}
