import type { ChatMessage } from '../models/chat-message.ts'
import type { ModelTool } from '../models/model-tool.ts'
import type { RequestManifest } from './request-manifest.ts'

/**
 * Chooses what a model is shown of a conversation, within a budget of tokens. It may shorten the past; what belongs to the running turn
 * it never drops, and a tool call is never parted from its result.
 */
export interface ContextCompiler {
  /** @throws `context.budget_exceeded` when what must be shown does not fit */
  compile(input: ContextInput, options?: { readonly signal?: AbortSignal | undefined }): Promise<CompiledContext>
}

/** What there is to be shown. */
export interface ContextInput {
  /** The whole conversation in order, without the system prompt. */
  readonly history: readonly ChatMessage[]
  /** Index in `history` of the first message of the running turn; from there on nothing is dropped. @default the last user message */
  readonly turnStart?: number | undefined
  /** The tools offered; their descriptions take tokens too. */
  readonly tools?: readonly ModelTool[] | undefined
}

/** What the model is shown. */
export interface CompiledContext {
  readonly messages: readonly ChatMessage[]
  readonly manifest: RequestManifest
}
