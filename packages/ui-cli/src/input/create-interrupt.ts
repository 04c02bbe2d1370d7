/** Ctrl-C. */
export interface Interrupt {
  press(): void
  /** Something else was done; the next press is a first one. */
  reset(): void
}

/** What a press of Ctrl-C can do. */
export interface InterruptOptions {
  /** Whether a turn can be stopped. */
  readonly isBusy: () => boolean
  /** Throws away what is being typed. Answers whether there was anything. */
  readonly discard: () => boolean
  readonly stop: () => unknown
  /** Says that the next press leaves. */
  readonly warn: () => void
  readonly leave: () => void
}

/** The first press stops the running turn, or throws away what is being typed, or warns; the second one in a row leaves. */
export function createInterrupt(options: InterruptOptions): Interrupt {
  let leavesNext = false
  return {
    press() {
      if (leavesNext) options.leave()
      else if (options.isBusy()) {
        leavesNext = true
        options.stop()
      } else if (!options.discard()) {
        leavesNext = true
        options.warn()
      }
    },
    reset() {
      leavesNext = false
    },
  }
}
