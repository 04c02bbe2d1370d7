import type { Cost, ErrorData, ToolOutcome, TurnFinishedPayload, Usage } from '@llmgine/contracts'

/** What became of one turn. */
export interface TurnReport {
  /** Empty when there is none. */
  readonly answer: string
  readonly toolCalls: readonly ReportedCall[]
  readonly usage: Usage
  /** Absent when nobody knows. */
  readonly cost?: Cost | undefined
  /** The model that answered last, as the endpoint names it. */
  readonly model?: string | undefined
  readonly end:
    | { readonly kind: 'finished'; readonly reason: TurnFinishedPayload['reason'] }
    | { readonly kind: 'failed'; readonly error: ErrorData }
    /** A question is open that only a person can answer. */
    | { readonly kind: 'waiting'; readonly question: string }
}

/** A tool call of the turn. */
export interface ReportedCall {
  readonly name: string
  /** As the tool got it; as the model wrote it when the call never came so far. */
  readonly input: unknown
  readonly outcome: ToolOutcome
}
