import { declareCases } from '../declare-cases.ts'
import { contextCompilerCases } from './context-compiler-cases.ts'
import type { CreateContextCompiler } from './create-context-compiler.ts'

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
