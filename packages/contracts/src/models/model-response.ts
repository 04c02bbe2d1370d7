import type { AssistantMessage } from './chat-message.ts'
import type { FinishReason } from './finish-reason.ts'
import type { Cost, Usage } from './usage.ts'

/** What a model answered, and what it took. */
export interface ModelResponse {
  /** Our id of this response; `model.responded` carries it as its message id. */
  readonly id: string
  readonly message: AssistantMessage
  readonly finishReason: FinishReason
  /** The model that really answered, as the endpoint names it. */
  readonly model: string
  readonly usage: Usage
  /** Absent when nobody knows. */
  readonly cost?: Cost | undefined
  /** How many calls it took, fallbacks included. */
  readonly attempts: number
  readonly timing: ModelTiming
  /** What the gateway said of the call: its call id, the deployment it chose. No keys. */
  readonly gateway?: Readonly<Record<string, string | number>> | undefined
}

/** Milliseconds from the start of the call. */
export interface ModelTiming {
  /** Until the first part of text, reasoning or a tool call; absent when the answer came whole. */
  readonly firstTokenMs?: number | undefined
  readonly totalMs: number
}
