import type { ErrorData } from './error-data.ts'
import { LlmgineError } from './llmgine-error.ts'

/** The error that {@link ErrorData} tells of, to be thrown on this side of the border. */
export function fromErrorData(data: ErrorData): LlmgineError {
  return new LlmgineError(data.code, data.message, { details: data.details, retryable: data.retryable })
}
