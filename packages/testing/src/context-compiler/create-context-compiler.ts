import type { ContextCompiler } from '@llmgine/contracts'

/**
 * Makes the compiler under test, with nothing shown but the conversation (no system prompt) and this budget. The suite's budgets
 * leave room for any way of counting.
 */
export type CreateContextCompiler = (options: {
  readonly budgetTokens: number
}) => ContextCompiler | Promise<ContextCompiler>
