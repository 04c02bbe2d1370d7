import { LlmgineError } from '@llmgine/contracts'
import type { ChatLimits } from './chat-options.ts'

/**
 * One mistake more of the model, which it is told of to do better.
 *
 * @throws `turn.too_many_mistakes` when it was told often enough
 */
export function countMistake({ maxMistakes = 3 }: ChatLimits, mistakes: number): number {
  if (mistakes < maxMistakes) return mistakes + 1
  throw new LlmgineError(
    'turn.too_many_mistakes',
    `The model made ${mistakes + 1} rounds of tool calls in a row that could not be carried out, and did not mend them.`,
    { details: { mistakes: mistakes + 1 } },
  )
}
