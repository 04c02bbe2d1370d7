import type { Clock, Timer } from '@llmgine/contracts'

/** A status that shows that time passes. */
export interface Spinner {
  /** Another status; nothing when there is none any more. Time goes on from the first one. */
  show(status: string | undefined): void
  /** `⠹ thinking … 3 s` */
  readonly text: string | undefined
}

/** Turns while there is a status; nothing ticks otherwise. @param onTick The text has changed. */
export function createSpinner(clock: Clock, onTick: () => void): Spinner {
  let status: { readonly text: string; readonly since: number } | undefined
  let frame = 0
  let timer: Timer | undefined

  const tick = (): void => {
    timer = clock.setTimer(() => {
      frame = (frame + 1) % frames.length
      onTick()
      tick()
    }, frameMs)
  }

  return {
    show(text) {
      timer?.cancel()
      status = text === undefined ? undefined : { text, since: status?.since ?? clock.now() }
      if (status !== undefined) tick()
      onTick()
    },
    get text() {
      if (status === undefined) return undefined
      const seconds = Math.floor((clock.now() - status.since) / 1_000)
      return `${frames[frame]} ${status.text} … ${seconds} s`
    },
  }
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const
const frameMs = 100
