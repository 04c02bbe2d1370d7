import type { Clock, EmbeddingModel, GenerateId, LanguageModel } from '@llmgine/contracts'

/** What a router is made of, and what it gets from the world. */
export interface RouterOptions {
  /** Servers that speak Chat Completions, by name. A name holds no `/`. */
  readonly endpoints?: Readonly<Record<string, EndpointOptions>> | undefined
  /** Names for a purpose (`fast`, `smart`, `vision`), each with the targets to be asked, the preferred one first. */
  readonly routes: Readonly<Record<string, readonly RouteTarget[]>>
  /** The route of a call that names none. @default the first one */
  readonly defaultRoute?: string | undefined
  /** What one call may take, unless it says otherwise. */
  readonly budget?: CallBudget | undefined
  /** For what an endpoint does not tell the cost of, by `endpoint/model` or by the model's name; such a cost is marked as estimated. */
  readonly prices?: Readonly<Record<string, ModelPrice>> | undefined
  /** Makes the HTTP requests. @default a lean one over keep-alive connections */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** @default the system's */
  readonly clock?: Clock | undefined
  /** Makes the responses' ids. */
  readonly generateId?: GenerateId | undefined
  /** Spreads retries over time: from 0 up to 1. @default Math.random */
  readonly random?: (() => number) | undefined
}

/** A server that speaks Chat Completions. */
export interface EndpointOptions {
  /** `http://localhost:4000`, with or without `/v1`. */
  readonly baseUrl: string
  /** Sent as bearer token. @default none: the server wants no key */
  readonly apiKey?: string | undefined
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/**
 * Who may be asked: an endpoint's model, as `endpoint/model` (all after the first `/` is the model's name) or in full, or any model.
 */
export type RouteTarget = string | EndpointTarget | LanguageModel | EmbeddingModel

/** An endpoint's model, and what it is asked beyond the request. */
export interface EndpointTarget {
  readonly endpoint: string
  readonly model: string
  /** Fields of the request's body that are this endpoint's own: `top_k`, LiteLLM's `fallbacks`. They win over what the request says. */
  readonly body?: Readonly<Record<string, unknown>> | undefined
}

/**
 * What one call may take, all its attempts and targets together. Times are in milliseconds.
 */
export interface CallBudget {
  /** How often a model is asked. @default 2 more than the route has targets */
  readonly attempts?: number | undefined
  /** Of a stream: from an attempt's start to its first part. @default 120_000 */
  readonly firstTokenMs?: number | undefined
  /** Of a stream: between two parts. @default 60_000 */
  readonly betweenTokensMs?: number | undefined
  /** From the call's start to its end. @default 600_000 */
  readonly totalMs?: number | undefined
}

/** US dollars for a million tokens. */
export interface ModelPrice {
  readonly input: number
  readonly output: number
  /** Of input that was read from the provider's cache. @default as `input` */
  readonly cachedInput?: number | undefined
}
