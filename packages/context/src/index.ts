/**
 * Chooses what a model is shown of a conversation within a budget of tokens.
 *
 * @packageDocumentation
 */

export type { CountTokens } from './count-tokens.ts'
export { type ContextCompilerOptions, createContextCompiler } from './create-context-compiler.ts'
