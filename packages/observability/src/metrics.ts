import type { Latency } from './latency.ts'

/** What models and tools took and how it went, as plain data. */
export interface Metrics {
  /** By the name of the model that really answered. */
  readonly models: Readonly<Record<string, ModelMetrics>>
  readonly tools: Readonly<Record<string, ToolMetrics>>
  readonly turns: TurnMetrics
  /** Failures by error code: model calls that nobody answered, tool calls that failed, turns that broke off. */
  readonly failures: {
    readonly model: Readonly<Record<string, number>>
    readonly tool: Readonly<Record<string, number>>
    readonly turn: Readonly<Record<string, number>>
  }
}

/** Calls that a model answered. */
export interface ModelMetrics {
  readonly calls: number
  /** How many calls it took in all, retries and fallbacks included. */
  readonly attempts: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** Of the input tokens. */
  readonly cachedTokens: number
  /** Of the output tokens. */
  readonly reasoningTokens: number
  /** US dollars, of the calls whose cost is known. */
  readonly costUsd: number
  readonly callsWithoutCost: number
  /** Of streamed calls. */
  readonly firstToken: Latency
  readonly total: Latency
}

/** Calls of a tool, by what became of them. */
export interface ToolMetrics {
  readonly calls: number
  readonly done: number
  readonly failed: number
  readonly denied: number
  readonly unknown: number
  /** Of the tool's function, where it ran. */
  readonly duration: Latency
}

/** Turns, by what became of them. A turn may halt several times. */
export interface TurnMetrics {
  readonly started: number
  readonly finished: number
  readonly halted: number
  readonly failed: number
  /** Of finished turns. */
  readonly duration: Latency
}
