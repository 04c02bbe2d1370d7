import type { Clock, LlmgineError } from '@llmgine/contracts'
import type { OpenAI } from 'openai'
import type { EndpointFacts } from '../errors/endpoint-facts.ts'
import { fromStatus } from '../errors/from-status.ts'
import { toRetryAfter } from '../errors/to-retry-after.ts'
import { unreachable } from '../errors/unreachable.ts'
import { toWireError } from '../errors/wire-error.ts'
import type { LeanResponse } from '../transport/lean-fetch.ts'
import { toFields } from '../wire/wire-chunk.ts'

/**
 * Sends a request and answers with the response as soon as its head is there. With a body it is a POST.
 * @throws `model.*` for anything but success; the signal's reason when aborted
 */
export type Send = (request: EndpointRequest) => Promise<Response | LeanResponse>

/** A request to an endpoint. */
export interface EndpointRequest {
  /** Below the base URL: `/chat/completions`. */
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>> | undefined
  readonly signal: AbortSignal
  readonly facts: EndpointFacts
}

/** Sends through a client, and turns what it throws into errors of ours. */
export function createSender(client: Pick<OpenAI, 'get' | 'post'>, clock: Clock): Send {
  return async ({ path, body, signal, facts }) => {
    signal.throwIfAborted()
    try {
      if (body === undefined) return await client.get(path, { signal }).asResponse()
      return await client.post(path, { body, signal }).asResponse()
    } catch (error) {
      signal.throwIfAborted()
      throw toEndpointError(error, facts, clock.now())
    }
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
