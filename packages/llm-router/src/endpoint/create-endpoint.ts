import { type Clock, LlmgineError } from '@llmgine/contracts'
import type { OpenAI } from 'openai'
import type { EndpointFacts } from '../errors/endpoint-facts.ts'
import { fromStatus } from '../errors/from-status.ts'
import { toRetryAfter } from '../errors/to-retry-after.ts'
import { unreachable } from '../errors/unreachable.ts'
import { toWireError } from '../errors/wire-error.ts'
import type { EndpointOptions } from '../router-options.ts'
import type { LeanResponse } from '../transport/lean-fetch.ts'
import { toFields } from '../wire/wire-chunk.ts'
import { connect } from './connect.ts'
import { toBaseUrl } from './to-base-url.ts'

/** A server that requests can be sent to. */
export interface Endpoint {
  readonly name: string
  /** Whether it is OpenAI's own, which differs in names. */
  readonly openai: boolean
  /** The facts for an error about a model of this endpoint. */
  facts(model?: string): EndpointFacts
  /**
   * Sends a request and answers with the response as soon as its head is there. With a body it is a POST.
   * @throws `model.*` for anything but success; the signal's reason when aborted
   */
  send(request: EndpointRequest): Promise<Response | LeanResponse>
}

/** A request to an endpoint. */
export interface EndpointRequest {
  /** Below the base URL: `/chat/completions`. */
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>> | undefined
  readonly signal: AbortSignal
  readonly facts: EndpointFacts
}

/** Makes an endpoint; its client is made on first use. */
export function createEndpoint(
  name: string,
  options: EndpointOptions & { readonly fetch: typeof globalThis.fetch | undefined; readonly clock: Clock },
): Endpoint {
  const { headers = {}, clock, fetch } = options
  const baseUrl = toBaseUrl(name, options.baseUrl)
  const apiKey = options.apiKey?.trim() || undefined
  checkHeaders(name, { ...headers, ...(apiKey !== undefined && { authorization: apiKey }) })
  const secrets = [...(apiKey === undefined ? [] : [apiKey]), ...Object.values(headers)]
  let client: Promise<OpenAI> | undefined

  return {
    name,
    openai: /^https:\/\/([\w-]+\.)?api\.openai\.com\//.test(baseUrl) || /\.openai\.azure\.com\//.test(baseUrl),
    facts: (model) => ({ endpoint: name, url: baseUrl, model, hasKey: apiKey !== undefined, secrets }),
    async send({ path, body, signal, facts }) {
      client ??= connect({ baseUrl, apiKey, headers, fetch })
      const connected = await client
      signal.throwIfAborted()
      try {
        if (body === undefined) return await connected.get(path, { signal }).asResponse()
        return await connected.post(path, { body, signal }).asResponse()
      } catch (error) {
        signal.throwIfAborted()
        throw toEndpointError(error, facts, clock.now())
      }
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

/** What the client threw: a status with our wrapping of the body, or a connection that did not come about. */
function toEndpointError(thrown: unknown, facts: EndpointFacts, now: number): LlmgineError {
  const { status, headers, error: wrapped, cause } = toFields(thrown)
  if (typeof status !== 'number') return unreachable(cause ?? thrown, facts)
  const error = toWireError(toFields(wrapped).body)
  if (!(headers instanceof Headers)) return fromStatus(status, { error }, facts)
  const location = headers.get('location') ?? undefined
  return fromStatus(status, { error, retryAfterMs: toRetryAfter(headers, now), location }, facts)
}
