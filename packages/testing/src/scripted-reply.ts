import type {
  Cost,
  ErrorData,
  FinishReason,
  ModelRequest,
  ModelStreamEnd,
  ModelStreamPart,
  Usage,
} from '@llmgine/contracts'

/**
 * What a scripted model answers to one call: a text, an answer in full, or a function of the request that answers with one of the two.
 */
export type ScriptedReply = string | ScriptedAnswer | ScriptedFunction

/** Makes the reply when the call comes. What it throws is what the call throws. */
export type ScriptedFunction = (
  request: ModelRequest,
  call: ScriptedCall,
) => string | ScriptedAnswer | Promise<string | ScriptedAnswer>

/** What a {@link ScriptedFunction} knows besides the request. */
export interface ScriptedCall {
  /** Counts from 1. */
  readonly number: number
  readonly signal?: AbortSignal | undefined
}

/**
 * An answer in full. With an `error` and nothing to say the call fails before its first part; with something to say it breaks off after it.
 */
export interface ScriptedAnswer {
  /** A string is streamed word by word, a list piece by piece. */
  readonly text?: string | readonly string[] | undefined
  readonly reasoning?: string | undefined
  readonly toolCalls?: readonly ScriptedToolCall[] | undefined
  /** The stream to the letter, in place of `text`, `reasoning` and `toolCalls`; the response is put together from it. */
  readonly parts?: readonly ScriptedPart[] | undefined
  readonly error?: Error | ErrorData | undefined
  /** @default 'tool-calls' when there are some, else 'stop'; 'error' when there is an error */
  readonly finishReason?: FinishReason | undefined
  /** @default an estimate: a token for every four characters */
  readonly usage?: Usage | undefined
  readonly cost?: Cost | undefined
  /** The model that says it answered. @default the scripted model's id */
  readonly model?: string | undefined
  /** How long the clock must go on before the first part. @default 0 */
  readonly delayMs?: number | undefined
  /** And before each further one. @default 0 */
  readonly partDelayMs?: number | undefined
}

/** A tool call that a scripted model makes. */
export interface ScriptedToolCall {
  readonly name: string
  /** A string is sent as it is, well-formed or not; anything else as JSON. */
  readonly arguments: unknown
  /** The vendor's id. @default `call_<number of the model call>_<index>` */
  readonly id?: string | undefined
}

/** A part of a stream, or a pause by the clock; with `Infinity` it lasts until the call is aborted. */
export type ScriptedPart =
  | Exclude<ModelStreamPart, ModelStreamEnd>
  | { readonly type: 'wait'; readonly delayMs: number }
