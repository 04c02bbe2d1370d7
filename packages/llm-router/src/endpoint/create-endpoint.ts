import type { Clock, LlmgineError } from '@llmgine/contracts'
import type { OpenAI } from 'openai'
import type { EndpointFacts } from '../errors/endpoint-facts.ts'
import { fromStatus } from '../errors/from-status.ts'
import { toRetryAfter } from '../errors/to-retry-after.ts'
import { unreachable } from '../errors/unreachable.ts'
import { toWireError } from '../errors/wire-error.ts'
import type { EndpointOptions } from '../router-options.ts'
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
  send(request: EndpointRequest): Promise<Response>
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
  options: EndpointOptions & { readonly fetch: typeof fetch; readonly clock: Clock },
): Endpoint {
  const { apiKey, headers = {}, clock } = options
  const baseUrl = toBaseUrl(name, options.baseUrl)
  const secrets = [...(apiKey === undefined ? [] : [apiKey]), ...Object.values(headers)]
  let client: Promise<OpenAI> | undefined

  return {
    name,
    openai: /^https:\/\/([\w-]+\.)?api\.openai\.com\//.test(baseUrl) || /\.openai\.azure\.com\//.test(baseUrl),
    facts: (model) => ({ endpoint: name, url: baseUrl, model, hasKey: apiKey !== undefined, secrets }),
    async send({ path, body, signal, facts }) {
      client ??= connect({ ...options, baseUrl })
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

/** What the client threw: a status with our wrapping of the body, or a connection that did not come about. */
function toEndpointError(error: unknown, facts: EndpointFacts, now: number): LlmgineError {
  const { status, headers, error: wrapped, cause } = toFields(error)
  if (typeof status !== 'number') return unreachable(cause ?? error, facts)
  const retryAfterMs = headers instanceof Headers ? toRetryAfter(headers, now) : undefined
  return fromStatus(status, { error: toWireError(toFields(wrapped).body), retryAfterMs }, facts)
}
