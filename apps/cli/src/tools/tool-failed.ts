import { LlmgineError } from '@llmgine/contracts'

/** The error by which a tool says that it took no effect, in a sentence for a model and a person. */
export function toolFailed(message: string, cause?: unknown): LlmgineError {
  return new LlmgineError('tool.failed', message, { cause })
}
