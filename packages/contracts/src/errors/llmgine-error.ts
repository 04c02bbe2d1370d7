import type { ErrorData } from './error-data.ts'

/** What an error may carry besides its code and message. */
export interface LlmgineErrorOptions {
  /** The error underneath, kept as it was. */
  readonly cause?: unknown
  /** JSON-safe facts for programs: what was got, what was expected. No secrets. */
  readonly details?: Readonly<Record<string, unknown>> | undefined
  /** Whether the same call may succeed later without a change. @default false */
  readonly retryable?: boolean | undefined
}

/**
 * The one error class of llmgine. Branch on `code` (`bus.no_handler`, `log.conflict`, `model.rate_limited`), never on the text;
 * recognise it with `isLlmgineError`, never with `instanceof`, because two versions of this package may live in one program.
 * Every code stands in `docs/errors.md`.
 *
 * @example
 * throw new LlmgineError('bus.no_handler', 'Nobody handles "tasks.assign". Register a handler with bus.handle().', {
 *   details: { type: 'tasks.assign' },
 * })
 */
export class LlmgineError extends Error {
  override readonly name = 'LlmgineError'
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  readonly retryable: boolean

  constructor(code: string, message: string, options: LlmgineErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.details = options.details ?? {}
    this.retryable = options.retryable ?? false
  }

  /** The error as it crosses a border: no stack, no cause. */
  toJSON(): ErrorData {
    return { code: this.code, message: this.message, details: this.details, retryable: this.retryable }
  }
}
