import { type Clock, type GenerateId, LlmgineError, toErrorData } from '@llmgine/contracts'
import { toModelError } from '../errors/to-model-error.ts'
import type { RouteCallOptions } from '../router.ts'
import type { CallBudget } from '../router-options.ts'
import { planNext } from './plan-next.ts'
import type { Target, TargetOptions } from './target.ts'
import { wait } from './wait.ts'
import { type AttemptWatch, watchAttempt } from './watch-attempt.ts'

/** A call to a route: who may be asked, and what it may take. */
export interface RouteCall<Asked extends Target = Target> {
  /** Its name; absent when it is no call to a route. */
  readonly route?: string | undefined
  /** At least one. */
  readonly targets: readonly [Asked, ...Asked[]]
  readonly options: RouteCallOptions
  readonly budget: CallBudget
  readonly clock: Clock
  readonly generateId: GenerateId
  readonly random: () => number
}

/** The attempts of one call, one after another, under one budget. */
export interface Attempts<Asked extends Target> {
  /** Who is asked now. */
  readonly target: Asked
  /** Begins an attempt. */
  watch(streaming: boolean): AttemptWatch
  /** What a target is given for an attempt. */
  given(watch: AttemptWatch): TargetOptions
  /**
   * Takes a failure and gets ready for the next attempt.
   * @throws the failure, when there is none; the caller's reason, when it gave up
   */
  recover(error: unknown): Promise<void>
  /** How many calls it took, together with those that the last target made of its own. */
  count(lastAttempts: number): number
  /** Milliseconds since the call began. */
  elapsed(): number
}

const defaults = { firstTokenMs: 120_000, betweenTokensMs: 60_000, totalMs: 600_000 }

/** Begins a call. */
export function createAttempts<Asked extends Target>(call: RouteCall<Asked>): Attempts<Asked> {
  const { route = '', targets, options, clock, random } = call
  const { firstTokenMs, betweenTokensMs, totalMs, attempts: maxAttempts } = toBudget(call)
  const start = clock.now()
  const deadline = start + totalMs
  let at = 0
  let target: Asked = targets[0]
  let tries = 0
  let attempts = 0

  return {
    get target() {
      return target
    },
    watch(streaming) {
      tries += 1
      attempts += 1
      const { signal } = options
      const limits = streaming ? { firstTokenMs, betweenTokensMs } : undefined
      return watchAttempt({ target: target.id, clock, signal, totalMs, deadline, streaming: limits })
    },
    given: ({ signal }) => ({ signal, sessionId: options.sessionId, actor: options.actor }),
    async recover(failure) {
      options.signal?.throwIfAborted()
      const error = toModelError(failure, target.id)
      const state = { at, targets: targets.length, tries, attempts, maxAttempts, random: random() }
      const next = planNext(error, { ...state, leftMs: deadline - clock.now() })
      const another = next === undefined ? undefined : targets[next.at]
      if (next === undefined || another === undefined) throw withAttempts(error, attempts)
      if (next.at !== at) {
        await options.onFallback?.({
          route,
          from: target.id,
          to: another.id,
          error: toErrorData(error, 'model.failed'),
        })
        at = next.at
        target = another
        tries = 0
      }
      await wait(clock, next.waitMs, options.signal)
    },
    count: (lastAttempts) => attempts - 1 + lastAttempts,
    elapsed: () => clock.now() - start,
  }
}

function toBudget({ budget, options, targets }: RouteCall): Required<{ [Key in keyof CallBudget]: number }> {
  const given = options.budget ?? {}
  return {
    firstTokenMs: given.firstTokenMs ?? budget.firstTokenMs ?? defaults.firstTokenMs,
    betweenTokensMs: given.betweenTokensMs ?? budget.betweenTokensMs ?? defaults.betweenTokensMs,
    totalMs: given.totalMs ?? budget.totalMs ?? defaults.totalMs,
    attempts: given.attempts ?? budget.attempts ?? targets.length + 2,
  }
}

/** The failure that a call ends with says what the call took. */
function withAttempts(error: LlmgineError, attempts: number): LlmgineError {
  const message = attempts === 1 ? error.message : `${error.message} (${attempts} attempts)`
  return new LlmgineError(error.code, message, {
    ...(error.cause !== undefined && { cause: error.cause }),
    details: { ...error.details, attempts },
    retryable: error.retryable,
  })
}
