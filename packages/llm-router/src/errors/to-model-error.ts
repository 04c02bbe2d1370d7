import { isLlmgineError, LlmgineError } from '@llmgine/contracts'

/** Whatever a target threw, as an error of ours. */
export function toModelError(error: unknown, target: string): LlmgineError {
  if (isLlmgineError(error)) return error
  const why = error instanceof Error ? error.message : String(error)
  return new LlmgineError('model.failed', `The model "${target}" failed: ${why}`, { cause: error, details: { target } })
}
