import type {
  CallOptions,
  EmbeddingModel,
  EmbeddingResponse,
  ErrorData,
  LanguageModel,
  ModelRequest,
  ModelResponse,
  ModelStreamPart,
} from '@llmgine/contracts'
import type { CallBudget } from './router-options.ts'

/** One contract in front of every model. Made by `createRouter`. */
export interface Router {
  /** The route of a call that names none. */
  readonly defaultRoute: string
  /** The names of the routes there are. */
  readonly routes: readonly string[]

  /**
   * The whole answer of the first target that gives one.
   * @throws `model.*`: see `docs/errors.md`; the signal's reason when aborted
   */
  generate(request: ModelRequest, options?: RouteCallOptions): Promise<ModelResponse>

  /**
   * The answer as it comes. Until the first part another target can take over, and a failure is thrown; after that it is told by the one
   * `end` part. Leaving the loop or aborting the signal ends the HTTP request.
   */
  stream(request: ModelRequest, options?: RouteCallOptions): AsyncIterable<ModelStreamPart>

  /**
   * One vector per text, in the order of the texts.
   * @throws `model.*`; `model.unsupported` when no target of the route can embed
   */
  embed(texts: readonly string[], options?: RouteCallOptions): Promise<EmbeddingResponse>

  /** What each endpoint says it offers, or why it does not say. An endpoint has ten seconds. */
  models(options?: { readonly signal?: AbortSignal | undefined }): Promise<readonly EndpointModels[]>

  /**
   * A route as a model of its own.
   * @param name @default the default route
   * @throws `model.unknown_route`
   */
  route(name?: string): LanguageModel & EmbeddingModel
}

/** What goes with a call besides the request. */
export interface RouteCallOptions extends CallOptions {
  /** @default the default route */
  readonly route?: string | undefined
  /** Takes the place of the router's budget, item by item. */
  readonly budget?: CallBudget | undefined
  /** Is told when a target failed and the next one is about to be asked, and is waited for. */
  readonly onFallback?: ((fallback: Fallback) => void | Promise<void>) | undefined
}

/** One target failed and another one is asked. */
export interface Fallback {
  readonly route: string
  /** The targets' ids: `endpoint/model` for an endpoint's. */
  readonly from: string
  readonly to: string
  readonly error: ErrorData
}

/** What an endpoint offers. */
export interface EndpointModels {
  readonly endpoint: string
  /** Names of models in the endpoint's order; empty when it could not be asked. */
  readonly models: readonly string[]
  /** Why it could not be asked. */
  readonly error?: ErrorData | undefined
}
