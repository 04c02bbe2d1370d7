import { LlmgineError } from '@llmgine/contracts'
import { describe, expect, it } from 'vitest'
import { type CallState, planNext } from './plan-next.ts'

const first: CallState = {
  at: 0,
  targets: 2,
  tries: 1,
  attempts: 1,
  maxAttempts: 4,
  leftMs: 60_000,
  random: 0.5,
}

const failure = (code: string, options: { retryable?: boolean; retryAfterMs?: number } = {}): LlmgineError => {
  const { retryable = false, retryAfterMs } = options
  return new LlmgineError(code, '', { retryable, ...(retryAfterMs !== undefined && { details: { retryAfterMs } }) })
}
const passing = failure('model.server_error', { retryable: true })

describe('planNext', () => {
  it('asks a target once more when its failure may pass, then the next one', () => {
    expect(planNext(passing, first)).toEqual({ at: 0, waitMs: 375 })
    expect(planNext(passing, { ...first, tries: 2, attempts: 2 })).toEqual({ at: 1, waitMs: 0 })
  })

  it('asks the last target for as long as there are attempts, and waits longer each time', () => {
    const last = { ...first, at: 1, maxAttempts: 9 }
    const waits = [1, 2, 3, 4, 5, 6].map((tries) => planNext(passing, { ...last, tries, attempts: tries })?.waitMs)
    expect(waits).toEqual([375, 750, 1_500, 3_000, 6_000, 6_000])
    expect(planNext(passing, { ...last, attempts: 9 })).toBeUndefined()
  })

  it('leaves half of a wait to chance', () => {
    expect(planNext(passing, { ...first, random: 0 })?.waitMs).toBe(250)
    expect(planNext(passing, { ...first, random: 0.999 })?.waitMs).toBeCloseTo(500, 0)
  })

  it.each(['model.unauthorized', 'model.not_found', 'model.budget_exceeded', 'model.context_too_long', 'model.failed'])(
    'goes to the next target at once after %s',
    (code) => {
      expect(planNext(failure(code), first)).toEqual({ at: 1, waitMs: 0 })
      expect(planNext(failure(code), { ...first, at: 1 })).toBeUndefined()
    },
  )

  it.each(['model.bad_request', 'model.refused'])('stops after %s: the request is at fault', (code) => {
    expect(planNext(failure(code), first)).toBeUndefined()
  })

  it('waits as long as the server asks, unless another target can be asked meanwhile', () => {
    const limited = (retryAfterMs: number) => failure('model.rate_limited', { retryable: true, retryAfterMs })
    expect(planNext(limited(1_000), first)).toEqual({ at: 0, waitMs: 1_000 })
    expect(planNext(limited(5_000), first)).toEqual({ at: 1, waitMs: 0 })
    expect(planNext(limited(5_000), { ...first, at: 1 })).toEqual({ at: 1, waitMs: 5_000 })
  })

  it('keeps nobody waiting for what takes too long', () => {
    const limited = failure('model.rate_limited', { retryable: true, retryAfterMs: 45_000 })
    expect(planNext(limited, { ...first, at: 1 })).toBeUndefined()
    expect(planNext(passing, { ...first, at: 1, leftMs: 300 })).toBeUndefined()
    expect(planNext(passing, { ...first, leftMs: 0 })).toBeUndefined()
  })
})
