import { type Clock, LlmgineError } from '@llmgine/contracts'
import type { Action, ActionContext } from '../machine/action.ts'
import { abortable } from './abortable.ts'

/**
 * Runs an action that has a time limit: its signal aborts when the time is up, and it is not waited for any longer.
 *
 * @throws `engine.action_timed_out`
 */
export async function withinTime(
  action: Action,
  context: ActionContext<never, never>,
  { action: name, clock }: { readonly action: string; readonly clock: Clock },
): Promise<unknown> {
  const { timeoutMs = Number.POSITIVE_INFINITY } = action
  const limit = new AbortController()
  const timer = clock.setTimer(() => limit.abort(timedOut(name, timeoutMs)), timeoutMs)
  const signal = AbortSignal.any([context.signal, limit.signal])
  try {
    return await abortable(action.run({ ...context, signal }), limit.signal)
  } finally {
    timer.cancel()
  }
}

function timedOut(action: string, timeoutMs: number): LlmgineError {
  return new LlmgineError('engine.action_timed_out', `Action "${action}" did not end within ${timeoutMs} ms.`, {
    details: { action, timeoutMs },
    retryable: true,
  })
}
