import type { ToolOutcome } from '@llmgine/contracts'

/** A tool call in the conversation, and what became of it as far as its result tells. */
export interface EarlierCall {
  readonly tool: string
  /** The arguments as a value; the text as it was when it is not JSON. */
  readonly arguments: unknown
  /** Absent when the conversation holds no result for it. */
  readonly result: CallResult | undefined
}

/** A tool's result as a model reads it. */
export interface CallResult {
  readonly status: ToolOutcome['status']
  /** Of a finished call its output as text, of any other one the reason. */
  readonly text: string
  /** The output as a value when it is JSON, else the text. */
  readonly value: unknown
}
