/**
 * Starts one thing after another. What is to start while another is being started, because a handler sends from within, starts right after
 * it: so every handler meets events in the order in which they were published, and chains of messages need no stack.
 */
export class Starts {
  #starting = false
  readonly #later: (() => void)[] = []

  /** Starts now, when nothing else is being started, or right after that. The promise is that of what was started. */
  next(start: () => Promise<void>): Promise<void> {
    if (!this.#starting) return this.now(start)
    return new Promise((resolve) => {
      this.#later.push(() => resolve(start()))
    })
  }

  /** Starts at once; nothing else is being started. */
  now<Done>(start: () => Done): Done {
    this.#starting = true
    try {
      const done = start()
      for (const later of this.#later) later()
      return done
    } finally {
      this.#later.length = 0
      this.#starting = false
    }
  }
}
