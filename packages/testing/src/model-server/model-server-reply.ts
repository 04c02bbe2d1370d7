/**
 * What a model server answers to one request for a completion: a text, an answer in full, or any HTTP answer to the letter.
 */
export type ModelServerReply = string | ModelServerAnswer | ModelServerRaw

/** A completion; it is sent whole or streamed, as the request asks. */
export interface ModelServerAnswer {
  /** A string is streamed word by word, a list piece by piece. */
  readonly text?: string | readonly string[] | undefined
  /** Sent as `reasoning_content`. */
  readonly reasoning?: string | undefined
  readonly toolCalls?: readonly ModelServerToolCall[] | undefined
  /** As it stands on the wire. @default 'tool_calls' when there are some, else 'stop' */
  readonly finishReason?: string | undefined
  /** @default an estimate: a token for every four characters */
  readonly usage?: Readonly<Record<string, unknown>> | undefined
  /** Of the answer, besides its content type: `x-litellm-response-cost` and the like. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** How long the first piece takes; a stream's headers are sent at once. @default 0 */
  readonly delayMs?: number | undefined
  /** How long each further piece takes, each a write of its own. Absent: everything is sent in one write. */
  readonly partDelayMs?: number | undefined
  readonly fault?: ModelServerFault | undefined
}

/** A tool call that the server's model makes. */
export interface ModelServerToolCall {
  readonly name: string
  /** A string is sent as it is, well-formed or not; anything else as JSON. */
  readonly arguments: unknown
  /** @default `call_<number of the request>_<index>` */
  readonly id?: string | undefined
}

/**
 * What goes wrong half way through an answer: it ends as if nothing were missing (`truncated`), the connection is reset (`reset`), nothing
 * more comes (`stalled`), an error object comes in the stream (`error`), the closing `[DONE]` is missing (`no-done`), or there is no answer
 * at all, not even headers (`silent`).
 */
export type ModelServerFault = 'truncated' | 'reset' | 'stalled' | 'error' | 'no-done' | 'silent'

/** An HTTP answer to the letter: an error status, an HTML page, an empty body, a stream of odd shape. */
export interface ModelServerRaw {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>> | undefined
  /**
   * A string or bytes are sent as they are, a list of them one write after another, an object as JSON.
   * @default an error object for a status from 400 on, else nothing
   */
  readonly body?: string | Uint8Array | readonly (string | Uint8Array)[] | Readonly<Record<string, unknown>> | undefined
  /** How long the answer takes. @default 0 */
  readonly delayMs?: number | undefined
  /** How long each further item of a list takes. @default 0 */
  readonly partDelayMs?: number | undefined
}
