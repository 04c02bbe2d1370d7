import type { ContextCompiler, ModelRequest } from '@llmgine/contracts'

/** What a chat machine does its own way. */
export type ChatOptions = ChatLimits & {
  /** A route of the router. @default the router's default route */
  readonly route?: string | undefined
  /** Settings of every model call: temperature, output tokens, reasoning effort. */
  readonly request?: Omit<ModelRequest, 'messages' | 'tools'> | undefined
  /** The names of the tools that are offered; others are refused. @default all there are for the actor */
  readonly tools?: readonly string[] | undefined
} & (
    | {
        /** Chooses what the model is shown, and says the system prompt. */
        readonly context: ContextCompiler
        readonly system?: undefined
      }
    | {
        /** @default the whole conversation is shown */
        readonly context?: undefined
        /** The system prompt. */
        readonly system?: string | undefined
      }
  )

/** Where a turn ends, whatever the model wants. */
export interface ChatLimits {
  /** How often the model may be asked in one turn. @default 16 */
  readonly maxSteps?: number | undefined
  /** What the model calls of one turn may cost, in US dollars; looked at before another one. @default no limit */
  readonly maxCostUsd?: number | undefined
  /** How many times in a row nothing but mistakes may come of the model's tool calls, before the turn fails. @default 3 */
  readonly maxMistakes?: number | undefined
  /** How often the very same call may be made in one turn; one more is a mistake. @default 3 */
  readonly maxRepeats?: number | undefined
  /** Tool calls that are made at once. @default 4 */
  readonly maxParallel?: number | undefined
}
