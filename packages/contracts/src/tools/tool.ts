import type { Schema } from '../schema/schema.ts'
import type { Clarification } from './clarification.ts'
import type { Preview } from './preview.ts'
import type { Reconciliation } from './reconciliation.ts'
import type { ToolContext } from './tool-context.ts'
import type { ToolEffects } from './tool-effects.ts'
import type { Verdict } from './verdict.ts'

/**
 * A function that may be called on a model's word, and all the gate needs to know before it lets that happen. Only `name`, `version`,
 * `description`, `input`, `effects` and `execute` are required.
 *
 * @example
 * const assignTask = defineTool({
 *   name: 'assign_task', version: '1', description: 'Assigns a task to a person.', effects: 'create',
 *   input: z.object({ title: z.string(), person: z.string() }),
 *   approval: 'always',
 *   preview: ({ title, person }) => ({ summary: `Assign "${title}" to ${person}` }),
 *   execute: async ({ title, person }, { callId }) => board.create({ title, person, key: callId }),
 * })
 */
export interface Tool<Input = unknown, Output = unknown> {
  /** Letters, digits, `_` and `-`, at most 64. */
  readonly name: string
  /** An approval holds for one version only. */
  readonly version: string
  /** For the model: what it does and when to use it. */
  readonly description: string
  readonly input: Schema<unknown, Input>
  readonly output?: Schema<unknown, Output> | undefined
  readonly effects: ToolEffects
  /** @default 30,000 */
  readonly timeoutMs?: number | undefined

  /** Whether this actor may make this call. Asked before anything else, and again right before execution. @default allowed */
  authorize?(input: Input, context: ToolContext): Verdict | Promise<Verdict>
  /** Read-only: a question with options when the input is ambiguous, else `undefined`. */
  clarify?(input: Input, context: ToolContext): Clarification | undefined | Promise<Clarification | undefined>
  /** Read-only: what the call will change. */
  preview?(input: Input, context: ToolContext): Preview | Promise<Preview>
  /** Whether a person must approve. @default 'always' for writes, 'never' for `none` and `read` */
  readonly approval?: 'never' | 'always' | ApprovalRule<Input>['needed'] | undefined
  /** Does it. To fail in a way the model may try again, throw `tool.failed`; anything else a write throws leaves its outcome unknown. */
  execute(input: Input, context: ToolContext): Output | Promise<Output>
  /** Read-only: whether a call whose outcome is not known took place. */
  reconcile?(input: Input, context: ToolContext): Reconciliation<Output> | Promise<Reconciliation<Output>>
  /** Takes back what the call did. */
  undo?(output: Output, context: ToolContext): unknown
}

/** Decides by the call whether a person must approve. The type of a method, so that tools of different inputs fit into one list. */
interface ApprovalRule<Input> {
  needed(input: Input, context: ToolContext): boolean | Promise<boolean>
}
