import type { ContextCompiler } from '@llmgine/contracts'
import { declareCases } from '../declare-cases.ts'
import { contextCompilerCases } from './context-compiler-cases.ts'

/**
 * Makes the compiler under test, with nothing shown but the conversation (no system prompt) and this budget. The suite says at most
 * a thousand words in a budget's worth of a tenth of that, so any way of counting will do.
 */
export type CreateContextCompiler = (options: {
  readonly budgetTokens: number
}) => ContextCompiler | Promise<ContextCompiler>

/**
 * Holds a `ContextCompiler` to its contract: the running turn is never shortened, a tool call never parted from its result, a budget never
 * exceeded silently, and the manifest tells the truth.
 *
 * @example
 * testContextCompiler('my compiler', ({ budgetTokens }) => createMyCompiler({ budgetTokens }))
 */
export function testContextCompiler(name: string, create: CreateContextCompiler): void {
  declareCases(`${name} as a context compiler`, contextCompilerCases, () => create)
}
