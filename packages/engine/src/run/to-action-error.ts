import { isLlmgineError, LlmgineError } from '@llmgine/contracts'

/** What an action threw, as an error with a code. What its signal was aborted with stays what it is. */
export function toActionError(error: unknown, action: string, signal: AbortSignal): unknown {
  if (isLlmgineError(error) || (signal.aborted && error === signal.reason)) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new LlmgineError('engine.action_failed', `Action "${action}" failed: ${reason}`, {
    cause: error,
    details: { action },
  })
}
