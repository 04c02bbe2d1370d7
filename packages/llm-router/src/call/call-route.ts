import { createAttempts, type RouteCall } from './create-attempts.ts'
import type { Target, TargetOptions } from './target.ts'

/** What a call brought, and what it took. */
export interface CallResult<Value> {
  readonly value: Value
  /** How many calls it took, given how many the target says it took. */
  attempts(lastAttempts: number): number
  readonly totalMs: number
}

/** Asks the targets of a route, one after another and again, until one answers. */
export async function callRoute<Asked extends Target, Value>(
  call: RouteCall<Asked>,
  ask: (target: Asked, options: TargetOptions) => Promise<Value>,
): Promise<CallResult<Value>> {
  const attempts = createAttempts(call)
  for (;;) {
    const watch = attempts.watch(false)
    try {
      const value = await ask(attempts.target, attempts.given(watch))
      return { value, attempts: attempts.count, totalMs: attempts.elapsed() }
    } catch (error) {
      await attempts.recover(watch.signal.aborted ? watch.signal.reason : error)
    } finally {
      watch.end()
    }
  }
}
