import { LlmgineError } from '@llmgine/contracts'

/** There is no conversation of that id. */
export function unknownSession(id: string): LlmgineError {
  return new LlmgineError(
    'cli.unknown_session',
    `There is no conversation "${id}". "llmgine sessions" lists those there are.`,
    {
      details: { sessionId: id },
    },
  )
}
