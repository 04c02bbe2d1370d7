import { defineLayer, type Layer, type LayerCall } from '@llmgine/contracts'

/** How long one call took. */
export interface Timing {
  readonly target: LayerCall['target']
  readonly name: string
  readonly sessionId?: string | undefined
  /** Milliseconds, with fractions. */
  readonly durationMs: number
  readonly failed: boolean
}

/** How time is taken. */
export interface TimingOptions {
  /** Milliseconds from any beginning. @default performance.now */
  readonly now?: (() => number) | undefined
}

/**
 * A layer that tells how long each call took: messages, and model calls and actions where it is used around those. For an event that is
 * until its last handler is done.
 *
 * @example
 * bus.use(withTiming(({ name, durationMs }) => console.log(name, durationMs)))
 */
export function withTiming(onTiming: (timing: Timing) => void, options: TimingOptions = {}): Layer {
  const { now = () => performance.now() } = options
  return defineLayer('timing', {}, async ({ target, name, sessionId }, next) => {
    const start = now()
    let failed = true
    try {
      const answer = await next()
      failed = false
      return answer
    } finally {
      onTiming({ target, name, sessionId, durationMs: now() - start, failed })
    }
  })
}
