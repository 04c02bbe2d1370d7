import type { LlmgineError } from '@llmgine/contracts'

/** Where a call stands after a failure. */
export interface CallState {
  /** Index of the target that failed. */
  readonly at: number
  readonly targets: number
  /** How often this target was asked, and how often any was. */
  readonly tries: number
  readonly attempts: number
  readonly maxAttempts: number
  /** What is left of the call's time, in milliseconds. */
  readonly leftMs: number
  /** From 0 up to 1. */
  readonly random: number
}

/** Whom to ask next, and how long to wait before. */
export interface NextAttempt {
  readonly at: number
  readonly waitMs: number
}

const firstBackoffMs = 500
const longestBackoffMs = 8_000
/** A wait that is not worth it while another target can be asked, and one that nobody should be kept waiting for. */
const longWaitMs = 2_000
const longestWaitMs = 30_000

/** What another target would not cure: it is the request that is at fault. */
const incurable: ReadonlySet<string> = new Set(['model.bad_request', 'model.refused'])

/**
 * Decides how a call goes on after a failure; `undefined` when it does not. A target whose failure may pass is asked once more after a
 * short wait, the last one for as long as there are attempts left; what the next target may cure goes to it at once.
 */
export function planNext(error: LlmgineError, state: CallState): NextAttempt | undefined {
  const { at, targets, tries, attempts, maxAttempts, leftMs } = state
  if (attempts >= maxAttempts || leftMs <= 0) return undefined
  const isLast = at === targets - 1
  const waitMs = waitFor(error, state)
  const worthWaiting = waitMs < leftMs && waitMs <= (isLast ? longestWaitMs : longWaitMs)
  if (error.retryable && worthWaiting && (isLast || tries < 2)) return { at, waitMs }
  return isLast || incurable.has(error.code) ? undefined : { at: at + 1, waitMs: 0 }
}

/** What the server asked for, else a wait that doubles with each try, half of it left to chance. */
function waitFor(error: LlmgineError, { tries, random }: CallState): number {
  const { retryAfterMs } = error.details
  if (typeof retryAfterMs === 'number') return retryAfterMs
  const longestMs = Math.min(firstBackoffMs * 2 ** (tries - 1), longestBackoffMs)
  return longestMs * (0.5 + random / 2)
}
