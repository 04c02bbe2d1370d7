/**
 * One contract in front of every model: routes over LiteLLM, any OpenAI-compatible endpoint, or any model of your own.
 *
 * @packageDocumentation
 */

export { createRouter } from './create-router.ts'
export type { EndpointModels, Fallback, RouteCallOptions, Router } from './router.ts'
export type {
  CallBudget,
  EndpointOptions,
  EndpointTarget,
  ModelPrice,
  RouterOptions,
  RouteTarget,
} from './router-options.ts'
export { serveModels } from './serve-models.ts'
