import type { ErrorData } from './error-data.ts'
import { isLlmgineError } from './is-llmgine-error.ts'

/**
 * Any thrown value as {@link ErrorData}. An `LlmgineError` keeps its code; anything else gets the code `fallbackCode` and its message,
 * because foreign errors have no stable code.
 *
 * @example
 * bus.publish(TurnFailed, { turnId, error: toErrorData(error, 'engine.action_failed') })
 */
export function toErrorData(error: unknown, fallbackCode: string): ErrorData {
  if (isLlmgineError(error)) {
    return { code: error.code, message: error.message, details: error.details, retryable: error.retryable }
  }
  return { code: fallbackCode, message: error instanceof Error ? error.message : String(error) }
}
