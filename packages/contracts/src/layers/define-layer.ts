import type { Layer, LayerNext } from './layer.ts'
import type { LayerCall } from './layer-call.ts'

/** What may be said of a layer besides its name. */
export interface LayerOptions {
  readonly wraps?: 'send' | 'run' | undefined
  readonly targets?: readonly LayerCall['target'][] | undefined
}

/**
 * Gives a function around `next` a name and says what it wraps. A plain named function is a layer too; this is for those made by a `withX`.
 *
 * @example
 * const withTimeout = (timeoutMs: number) =>
 *   defineLayer('timeout', { wraps: 'run' }, (call, next) =>
 *     next({ signal: AbortSignal.any([call.signal, AbortSignal.timeout(timeoutMs)]) }))
 */
export function defineLayer<Call extends LayerCall = LayerCall>(
  name: string,
  options: LayerOptions,
  run: (call: Call, next: LayerNext) => unknown,
): Layer<Call> {
  const layer = (call: Call, next: LayerNext): unknown => run(call, next)
  return Object.defineProperty(Object.assign(layer, options), 'name', { value: name })
}
