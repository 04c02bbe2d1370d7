import type { ChatMessage } from './chat-message.ts'
import type { ModelTool } from './model-tool.ts'

/** What a model is asked. Settings that are absent are left to the endpoint. */
export interface ModelRequest {
  readonly messages: readonly ChatMessage[]
  readonly tools?: readonly ModelTool[] | undefined
  /** Whether the model may, must or must not call tools, or which one it must call. @default 'auto' */
  readonly toolChoice?: 'auto' | 'none' | 'required' | { readonly name: string } | undefined
  readonly temperature?: number | undefined
  readonly maxOutputTokens?: number | undefined
  readonly stop?: readonly string[] | undefined
  readonly seed?: number | undefined
  /** Asks for JSON of this schema as the answer. */
  readonly responseSchema?:
    | {
        readonly name: string
        readonly schema: Readonly<Record<string, unknown>>
        readonly strict?: boolean | undefined
      }
    | undefined
  readonly reasoningEffort?: 'minimal' | 'low' | 'medium' | 'high' | undefined
  /** Passed on to the endpoint for its own records: the end user, tags, metadata. No secrets. */
  readonly user?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly metadata?: Readonly<Record<string, string>> | undefined
}
