import type { OpenAI } from 'openai'
import type { EndpointOptions } from '../router-options.ts'
import { readText } from './read-text.ts'
import { toReplyBody } from './reply-body.ts'

/** What of an error's body is read. */
const maxErrorBytes = 64 * 1024

/** A client is given a time of its own for each request; ours are shorter. */
const noTimeoutMs = 2 ** 31 - 1

/**
 * Makes the client of an endpoint. It is loaded here, on first use. It retries nothing, writes no log, takes nothing but what it is given
 * here for its keys, and lets time be our concern.
 */
export async function connect(
  endpoint: EndpointOptions & { readonly baseUrl: string; readonly fetch: typeof globalThis.fetch },
): Promise<OpenAI> {
  const { baseUrl, apiKey, headers, fetch } = endpoint
  const { OpenAI } = await import('openai')
  return new OpenAI({
    baseURL: baseUrl,
    // The client insists on a key; where there is none, the header is left out.
    apiKey: apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: noTimeoutMs,
    logLevel: 'off',
    defaultHeaders: { ...(apiKey === undefined && { Authorization: null }), ...headers },
    fetch: async (input, init) => withBoundedError(await fetch(input, init)),
  })
}

/** The client reads the body of an error to its end, wherever that is, and knows one shape of it; it gets a beginning, wrapped as that shape. */
async function withBoundedError(response: Response): Promise<Response> {
  if (response.ok) return response
  const text = (await readText(toReplyBody(response), maxErrorBytes)) ?? ''
  return new Response(JSON.stringify({ error: { body: parse(text) } }), {
    status: response.status,
    headers: response.headers,
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
