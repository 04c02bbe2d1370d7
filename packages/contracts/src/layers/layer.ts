import type { LayerCall } from './layer-call.ts'

/** Goes on inwards, with the same call or with another input or signal; may be called again (retry) or not at all (cache). */
export type LayerNext = (change?: {
  readonly input?: unknown
  readonly signal?: AbortSignal | undefined
}) => Promise<unknown>

/**
 * A named function around `next`: one idea for messages, model calls and actions, so that a retry or a timer is written once.
 *
 * @example
 * const timed: Layer = async function timed(call, next) {
 *   const start = performance.now()
 *   try {
 *     return await next()
 *   } finally {
 *     console.log(call.name, performance.now() - start)
 *   }
 * }
 */
export interface Layer<Call extends LayerCall = LayerCall> {
  (call: Call, next: LayerNext): unknown
  /** What it is called in snapshots and traces. */
  readonly name: string
  /**
   * What it goes around: `send` is once per message (log, validation), `run` once per handler (retry, timeout). The two are the same for
   * whatever has one handler: commands, model calls, actions. @default 'send'
   */
  readonly wraps?: 'send' | 'run' | undefined
  /** What it applies to. @default everything */
  readonly targets?: readonly LayerCall['target'][] | undefined
  /**
   * For layers that finish something after `next` has been answered, such as writing to a log: resolves when nothing is left of it,
   * rejects when some of it failed and no earlier flush said so. `bus.close()` waits for it.
   */
  readonly flush?: (() => Promise<void>) | undefined
}
