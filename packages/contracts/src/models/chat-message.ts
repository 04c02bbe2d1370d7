import type { ContentPart } from './content-part.ts'

/**
 * One message of a conversation with a model. It stays close to the Chat Completions wire, because that is what LiteLLM and most
 * servers speak; it is our own type, so that stored sessions never hold a vendor's.
 */
export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage

/** What the model is told before anybody speaks. */
export interface SystemMessage {
  readonly role: 'system'
  readonly content: string
}

/** What a person says. */
export interface UserMessage {
  readonly role: 'user'
  readonly content: string | readonly ContentPart[]
  /** Tells speakers apart where several share a session. */
  readonly name?: string | undefined
}

/** What a model said, and the tools it asked for. */
export interface AssistantMessage {
  readonly role: 'assistant'
  /** Empty when the model only called tools. */
  readonly content: string
  readonly toolCalls?: readonly ModelToolCall[] | undefined
  /** What the model thought aloud, under whatever name its vendor sends it. */
  readonly reasoning?: string | undefined
  /** Set when the stream broke off: `content` is what had come until then. */
  readonly incomplete?: boolean | undefined
}

/** A tool call as a model asked for it. */
export interface ModelToolCall {
  /** The vendor's id: it pairs call and result on the wire, and may repeat in another turn. */
  readonly id: string
  readonly name: string
  /** JSON as the model wrote it; not checked. */
  readonly arguments: string
}

/** What came of a tool call, as the model is told. */
export interface ToolMessage {
  readonly role: 'tool'
  /** The vendor's id of the call that this answers. */
  readonly toolCallId: string
  readonly content: string | readonly ContentPart[]
}
