import { isLlmgineError } from '@llmgine/contracts'

/** Whether an answer came to nothing because its question is over, so that another answer would not help. */
export function isSettled(error: unknown): boolean {
  return codes.some((code) => isLlmgineError(error, code))
}

const codes = ['interaction.already_answered', 'interaction.expired', 'interaction.unknown'] as const
