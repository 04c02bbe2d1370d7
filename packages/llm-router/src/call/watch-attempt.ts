import type { Clock, Timer } from '@llmgine/contracts'
import { type TimeoutPhase, timedOut } from '../errors/timed-out.ts'

/** The time and the signal of one attempt. */
export interface AttemptWatch {
  /** Aborts with the caller's reason, or with `model.timeout`. */
  readonly signal: AbortSignal
  /** Tells that a part came: until the next one is waited for, only the time of the call goes on. */
  came(): void
  /** Tells that the next part is waited for. */
  waits(): void
  /** Leaves neither timer nor listener behind. */
  end(): void
}

/** What is watched. */
export interface WatchOptions {
  readonly target: string
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  readonly totalMs: number
  /** When the call's time is over, in milliseconds since the Unix epoch. */
  readonly deadline: number
  /** Of a stream: until its first part, and between two. */
  readonly streaming?: { readonly firstTokenMs: number; readonly betweenTokensMs: number } | undefined
}

/** Watches over one attempt. A part costs one look at the clock: the timer is set anew only when it rings too early. */
export function watchAttempt(options: WatchOptions): AttemptWatch {
  const { target, clock, signal, totalMs, deadline, streaming } = options
  const controller = new AbortController()
  let phase: TimeoutPhase = 'first-token'
  let allowedMs = streaming?.firstTokenMs ?? Number.POSITIVE_INFINITY
  let since = clock.now()
  let waiting = true
  let timer: Timer | undefined

  const check = (): void => {
    const now = clock.now()
    const due = (waiting ? since : now) + allowedMs
    if (now >= deadline) controller.abort(timedOut('total', totalMs, target))
    else if (now >= due) controller.abort(timedOut(phase, allowedMs, target))
    else timer = clock.setTimer(check, Math.min(deadline, due) - now)
  }
  const giveUp = (): void => controller.abort(signal?.reason)

  if (signal?.aborted) giveUp()
  else {
    signal?.addEventListener('abort', giveUp)
    check()
  }
  return {
    signal: controller.signal,
    came() {
      waiting = false
      if (phase !== 'first-token' || streaming === undefined) return
      phase = 'between-tokens'
      allowedMs = streaming.betweenTokensMs
      // It may be a shorter time than the one the timer was set for.
      timer?.cancel()
      check()
    },
    waits() {
      waiting = true
      since = clock.now()
    },
    end() {
      timer?.cancel()
      signal?.removeEventListener('abort', giveUp)
    },
  }
}
