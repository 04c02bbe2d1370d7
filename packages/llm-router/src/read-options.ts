import { type Clock, type GenerateId, LlmgineError } from '@llmgine/contracts'
import type { Target } from './call/target.ts'
import { createEndpoint, type Endpoint } from './endpoint/create-endpoint.ts'
import { createEndpointTarget } from './endpoint/create-endpoint-target.ts'
import type { EndpointTarget, RouterOptions, RouteTarget } from './router-options.ts'

/** A router's options, checked and put to use. */
export interface ReadOptions {
  readonly endpoints: readonly Endpoint[]
  readonly routes: ReadonlyMap<string, readonly Target[]>
  readonly defaultRoute: string
}

/** @throws `model.bad_options` */
export function readOptions(
  options: RouterOptions & { readonly clock: Clock; readonly generateId: GenerateId },
): ReadOptions {
  const { clock, generateId, prices = {}, fetch } = options
  const endpoints = new Map(
    Object.entries(options.endpoints ?? {}).map(([name, endpoint]) => {
      if (name === '' || name.includes('/')) throw bad(`An endpoint cannot be called "${name}": a name holds no "/".`)
      return [name, createEndpoint(name, { ...endpoint, fetch, clock })]
    }),
  )

  const toTarget = (route: string, given: RouteTarget): Target => {
    if (typeof given === 'object' && 'id' in given) return given
    const target = typeof given === 'string' ? parseTarget(route, given) : given
    const endpoint = endpoints.get(target.endpoint)
    if (endpoint === undefined) throw unknownEndpoint(route, target.endpoint, [...endpoints.keys()])
    const priceOf = (answered: string | undefined) =>
      prices[`${target.endpoint}/${target.model}`] ?? prices[target.model] ?? prices[answered ?? target.model]
    return createEndpointTarget(endpoint, { target, clock, generateId, priceOf })
  }

  const routes = new Map(
    Object.entries(options.routes).map(([name, targets]) => {
      if (targets.length === 0) throw bad(`The route "${name}" has no target. Give it at least one.`)
      return [name, targets.map((target) => toTarget(name, target))]
    }),
  )
  const defaultRoute = options.defaultRoute ?? [...routes.keys()][0]
  if (defaultRoute === undefined) throw bad('A router needs at least one route.')
  if (!routes.has(defaultRoute)) throw bad(`The default route "${defaultRoute}" is not among the routes.`)
  return { endpoints: [...endpoints.values()], routes, defaultRoute }
}

function parseTarget(route: string, given: string): EndpointTarget {
  const slash = given.indexOf('/')
  if (slash > 0 && slash < given.length - 1) return { endpoint: given.slice(0, slash), model: given.slice(slash + 1) }
  throw bad(`The route "${route}" has the target "${given}". Expected "endpoint/model".`)
}

function unknownEndpoint(route: string, endpoint: string, known: readonly string[]): LlmgineError {
  const there = known.length === 0 ? 'there is none' : `there are: ${known.map((name) => `"${name}"`).join(', ')}`
  return bad(`The route "${route}" asks the endpoint "${endpoint}", which is not given; ${there}.`)
}

function bad(message: string): LlmgineError {
  return new LlmgineError('model.bad_options', message)
}
