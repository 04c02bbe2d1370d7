import { type Clock, LlmgineError } from '@llmgine/contracts'
import type { EndpointFacts } from '../errors/endpoint-facts.ts'
import type { EndpointOptions } from '../router-options.ts'
import type { OpenEndpoint } from './open-endpoint.ts'
import { toBaseUrl } from './to-base-url.ts'

/** A server that can be asked. */
export interface Endpoint {
  readonly name: string
  /** Whether it is OpenAI's own, which differs in names. */
  readonly openai: boolean
  /** The facts for an error about a model of this endpoint, or about the endpoint. */
  facts(model?: string): EndpointFacts
  /** Loads what asking takes, the client among it, the first time. */
  open(): Promise<OpenEndpoint>
}

/**
 * Makes an endpoint. It costs next to nothing until it is asked.
 * @throws `model.bad_options` for an address, a key or a header that cannot be used
 */
export function createEndpoint(
  name: string,
  options: EndpointOptions & { readonly fetch: typeof globalThis.fetch | undefined; readonly clock: Clock },
): Endpoint {
  const { headers = {}, clock, fetch } = options
  const baseUrl = toBaseUrl(name, options.baseUrl)
  const apiKey = options.apiKey?.trim() || undefined
  checkHeaders(name, { ...headers, ...(apiKey !== undefined && { authorization: apiKey }) })
  const secrets = [...(apiKey === undefined ? [] : [apiKey]), ...Object.values(headers)]
  let opened: Promise<OpenEndpoint> | undefined

  return {
    name,
    openai: /^https:\/\/([\w-]+\.)*(api\.openai\.com|openai\.azure\.com)\//.test(baseUrl),
    facts: (model) => ({ endpoint: name, url: baseUrl, model, hasKey: apiKey !== undefined, secrets }),
    open: () => {
      opened ??= import('./open-endpoint.ts').then((module) =>
        module.openEndpoint({ baseUrl, apiKey, headers, fetch, clock }),
      )
      return opened
    },
  }
}

/** What cannot be sent is found here: the error that would come of it on the way holds the value. */
function checkHeaders(endpoint: string, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) continue
    const what = name === 'authorization' ? 'API key' : `header "${name}"`
    throw new LlmgineError(
      'model.bad_options',
      `The ${what} of endpoint "${endpoint}" holds a character that cannot be sent, such as a line break.`,
      {
        details: { endpoint },
      },
    )
  }
}
