import type { LlmgineError } from './llmgine-error.ts'

/**
 * Whether a value is an {@link LlmgineError}, with the given code when one is given. It looks at the shape, not at the class, so
 * errors of another version of this package are recognised too.
 *
 * @example
 * if (isLlmgineError(error, 'log.conflict')) return standDown()
 */
export function isLlmgineError(error: unknown, code?: string): error is LlmgineError {
  if (!(error instanceof Error) || error.name !== 'LlmgineError') return false
  const found = 'code' in error ? error.code : undefined
  return typeof found === 'string' && (code === undefined || found === code)
}
