import { LlmgineError } from '@llmgine/contracts'

/** What was waited for too long. */
export type TimeoutPhase = 'first-token' | 'between-tokens' | 'total'

/** Time ran out; only a first token that did not come may come at the next attempt. */
export function timedOut(phase: TimeoutPhase, timeoutMs: number, target: string): LlmgineError {
  const seconds = `${timeoutMs / 1_000} s`
  const what = {
    'first-token': `did not begin to answer within ${seconds}. Try again, or raise budget.firstTokenMs.`,
    'between-tokens': `said nothing more for ${seconds}. Try again, or raise budget.betweenTokensMs.`,
    total: `did not answer within the ${seconds} that the call had. Try again, or raise budget.totalMs.`,
  }[phase]
  return new LlmgineError('model.timeout', `"${target}" ${what}`, {
    details: { target, phase, timeoutMs },
    retryable: phase === 'first-token',
  })
}
