import { type Clock, fromErrorData, type LanguageModel, LlmgineError } from '@llmgine/contracts'
import type { Router } from '@llmgine/llm-router'
import { probeLoopback } from '../config/probe-loopback.ts'
import type { Endpoint, Settings } from '../config/settings.ts'
import { toEndpointName } from './to-endpoint-name.ts'

/** The model of this run behind a router with one route, whether an endpoint's or the offline one. */
export interface ConnectedModel {
  readonly router: Router
  /** Absent for the offline model. */
  readonly endpoint?: Endpoint | undefined
  /** The model's name. */
  readonly name: string
  /** How it came to be chosen, when nobody named it: `the first of 3 it lists`. */
  readonly chosen?: string | undefined
}

/**
 * Finds the model to talk to: the endpoint that was named, else one on this machine, else the offline model. The endpoint is asked for
 * its models only when none was named.
 *
 * @throws `cli.no_endpoint` when `--model` names a model and there is nobody to ask for it; `cli.no_models` when the endpoint lists none;
 * `model.*` when it cannot be asked
 */
export async function connectModel(
  settings: Settings,
  world: { readonly env: Readonly<Record<string, string | undefined>>; readonly clock: Clock },
): Promise<ConnectedModel> {
  const endpoint = await findEndpoint(settings, world.env)
  const { createRouter } = await import('@llmgine/llm-router')
  if (endpoint === undefined) {
    if (settings.endpoint === undefined && settings.model?.from === '--model') throw noEndpoint(settings.model.name)
    const { createOffline } = await import('../offline/create-offline.ts')
    const offline: LanguageModel = createOffline(world)
    return { router: createRouter({ routes: { chat: [offline] } }), name: offline.id }
  }
  const name = toEndpointName(endpoint)
  const endpoints = { [name]: { baseUrl: endpoint.baseUrl, apiKey: endpoint.apiKey } }
  const connect = (model: string): Router => createRouter({ endpoints, routes: { chat: [{ endpoint: name, model }] } })
  if (settings.model !== undefined) return { router: connect(settings.model.name), endpoint, name: settings.model.name }

  const models = await listModels(endpoint)
  const [first] = models
  if (first === undefined) throw noModels(endpoint)
  return { router: connect(first), endpoint, name: first, chosen: `the first of ${models.length} it lists` }
}

/** The endpoint that was named, else one on this machine; `undefined` for the offline model. */
export async function findEndpoint(
  settings: Settings,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Endpoint | undefined> {
  if (settings.endpoint === 'offline') return undefined
  return settings.endpoint ?? probeLoopback({ apiKeys: { LiteLLM: env.LITELLM_API_KEY || undefined } })
}

/**
 * The models an endpoint lists, in its order.
 *
 * @throws `model.*`
 */
export async function listModels(endpoint: Endpoint): Promise<readonly string[]> {
  const { createRouter } = await import('@llmgine/llm-router')
  const name = toEndpointName(endpoint)
  const { baseUrl, apiKey } = endpoint
  const router = createRouter({ endpoints: { [name]: { baseUrl, apiKey } }, routes: { any: [`${name}/any`] } })
  const [listed] = await router.models()
  if (listed?.error !== undefined) throw fromErrorData(listed.error)
  return listed?.models ?? []
}

function noEndpoint(model: string): LlmgineError {
  const message =
    `There is no endpoint to ask for the model "${model}". Give --base-url, set LITELLM_BASE_URL or OPENAI_API_KEY, ` +
    'or start LiteLLM, Ollama or LM Studio on this machine.'
  return new LlmgineError('cli.no_endpoint', message, { details: { model } })
}

function noModels({ name, baseUrl }: Endpoint): LlmgineError {
  const message = `${name} at ${baseUrl} lists no models. Load one there, or name one with --model.`
  return new LlmgineError('cli.no_models', message, { details: { baseUrl } })
}
