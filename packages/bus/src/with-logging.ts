import { defineLayer, type Layer, type Logger, type MessageLayerCall, toErrorData } from '@llmgine/contracts'
import type { TimingOptions } from './with-timing.ts'

/**
 * A layer that notes every message when it is done: at `debug`, or at `warn` with the error when it failed. Payloads are not noted, because
 * nobody here knows which of them hold secrets.
 *
 * @example
 * bus.use(withLogging(pino()))
 */
export function withLogging(logger: Logger, options: TimingOptions = {}): Layer<MessageLayerCall> {
  const { now = () => performance.now() } = options
  return defineLayer<MessageLayerCall>('logging', {}, async ({ message }, next) => {
    const { id, kind, type, sessionId, causationId } = message
    const start = now()
    const facts = (): object => ({ id, kind, type, sessionId, causationId, durationMs: now() - start })
    try {
      const answer = await next()
      logger.debug(facts(), `${kind} done`)
      return answer
    } catch (error) {
      logger.warn({ ...facts(), error: toErrorData(error, 'bus.handler_failed') }, `${kind} failed`)
      throw error
    }
  })
}
