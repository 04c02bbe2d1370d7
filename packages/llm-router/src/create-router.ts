import {
  type EmbeddingModel,
  generateId as generateDefaultId,
  type LanguageModel,
  LlmgineError,
  systemClock,
  toErrorData,
} from '@llmgine/contracts'
import { callRoute } from './call/call-route.ts'
import type { RouteCall } from './call/create-attempts.ts'
import { streamRoute } from './call/stream-route.ts'
import type { Target } from './call/target.ts'
import type { Endpoint } from './endpoint/create-endpoint.ts'
import { readOptions } from './read-options.ts'
import type { EndpointModels, RouteCallOptions, Router } from './router.ts'
import type { RouterOptions } from './router-options.ts'

/** What an endpoint has to list its models. */
const listMs = 10_000

/**
 * Makes a router: one contract in front of every model. Nothing is loaded and no connection made before the first call.
 *
 * @throws `model.bad_options` when a route names an endpoint that is not there, or an address is none
 * @example
 * const router = createRouter({
 *   endpoints: { litellm: { baseUrl: 'http://localhost:4000', apiKey } },
 *   routes: { fast: ['litellm/gpt-5-mini', offlineModel], smart: ['litellm/claude-opus'] },
 * })
 * const { message } = await router.generate({ messages: [{ role: 'user', content: 'Hello' }] }, { route: 'smart' })
 */
export function createRouter(options: RouterOptions): Router {
  const { clock = systemClock, generateId = generateDefaultId, random = Math.random, budget = {} } = options
  const { endpoints, routes, defaultRoute } = readOptions({ ...options, clock, generateId })

  /** A call to those targets of a route that can do what is asked. */
  const callTo = <Wanted extends Ability>(
    ability: Wanted,
    callOptions: RouteCallOptions,
  ): RouteCall<Target & Required<Pick<Target, Wanted>>> => {
    const route = callOptions.route ?? defaultRoute
    const [first, ...others] = targetsOf(routes, route).filter((target) => can(target, ability))
    if (first === undefined) throw unsupported(route, ability)
    return { route, targets: [first, ...others], options: callOptions, budget, clock, generateId, random }
  }

  const router: Router = {
    defaultRoute,
    routes: [...routes.keys()],
    async generate(request, callOptions = {}) {
      const call = callTo('generate', callOptions)
      const { value, attempts, totalMs } = await callRoute(call, (target, given) => target.generate(request, given))
      return { ...value, attempts: attempts(value.attempts), timing: { ...value.timing, totalMs } }
    },
    stream: (request, callOptions = {}) => streamRoute(request, callOptions, (given) => callTo('stream', given)),
    async embed(texts, callOptions = {}) {
      const { value } = await callRoute(callTo('embed', callOptions), (target, given) => target.embed(texts, given))
      return value
    },
    models: async ({ signal } = {}) => {
      const world = { budget: { attempts: 1, totalMs: listMs }, clock, generateId, random, options: { signal } }
      return Promise.all(endpoints.map((endpoint) => list(endpoint, { ...world, targets: [{ id: endpoint.name }] })))
    },
    route: (name = defaultRoute) => {
      targetsOf(routes, name)
      return toModel(router, name)
    },
  }
  return router
}

/** What an endpoint offers, or why it does not say. @throws the caller's reason when it gave up */
async function list(endpoint: Endpoint, call: RouteCall): Promise<EndpointModels> {
  try {
    const { value } = await callRoute(call, async (_, { signal }) => {
      const { askModels, send } = await endpoint.open()
      return askModels(signal, { send, facts: endpoint.facts() })
    })
    return { endpoint: endpoint.name, models: value }
  } catch (error) {
    call.options.signal?.throwIfAborted()
    return { endpoint: endpoint.name, models: [], error: toErrorData(error, 'model.failed') }
  }
}

function toModel(router: Router, route: string): LanguageModel & EmbeddingModel {
  return {
    id: route,
    generate: (request, options) => router.generate(request, { ...options, route }),
    stream: (request, options) => router.stream(request, { ...options, route }),
    embed: (texts, options) => router.embed(texts, { ...options, route }),
  }
}

function targetsOf(routes: ReadonlyMap<string, readonly Target[]>, route: string): readonly Target[] {
  const targets = routes.get(route)
  if (targets !== undefined) return targets
  const known = [...routes.keys()].map((name) => `"${name}"`).join(', ')
  throw new LlmgineError('model.unknown_route', `There is no route "${route}". The routes are: ${known}.`, {
    details: { route, routes: [...routes.keys()] },
  })
}

type Ability = 'generate' | 'stream' | 'embed'

function can<Wanted extends Ability>(
  target: Target,
  ability: Wanted,
): target is Target & Required<Pick<Target, Wanted>> {
  return typeof target[ability] === 'function'
}

function unsupported(route: string, ability: Ability): LlmgineError {
  const what = ability === 'embed' ? 'embed texts' : 'answer a conversation'
  return new LlmgineError(
    'model.unsupported',
    `No target of the route "${route}" can ${what}. Add one that can, or name another route.`,
    {
      details: { route, ability },
    },
  )
}
