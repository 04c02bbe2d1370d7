import type { ErrorData } from '../errors/error-data.ts'
import type { ModelToolCall } from './chat-message.ts'
import type { FinishReason } from './finish-reason.ts'
import type { ModelResponse } from './model-response.ts'
import type { Usage } from './usage.ts'

/**
 * A piece of a streamed answer. A stream has any number of parts and then exactly one `end`, always. Tool calls are told apart by `index`;
 * a call's `delta`s come between its `start` and its `end`.
 */
export type ModelStreamPart =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | { readonly type: 'tool-call-start'; readonly index: number; readonly id: string; readonly name: string }
  | { readonly type: 'tool-call-delta'; readonly index: number; readonly arguments: string }
  | { readonly type: 'tool-call-end'; readonly index: number; readonly call: ModelToolCall }
  | { readonly type: 'usage'; readonly usage: Usage }
  | ModelStreamEnd

/** The last part: the whole response, what had come until then when it broke off (`message.incomplete`), and the error if there was one. */
export interface ModelStreamEnd {
  readonly type: 'end'
  readonly finishReason: FinishReason
  readonly response: ModelResponse
  readonly error?: ErrorData | undefined
}
