import type { OpenAI } from 'openai'
import type { EndpointOptions } from '../router-options.ts'
import { leanFetch } from '../transport/lean-fetch.ts'
import { openReply } from '../transport/open-reply.ts'
import { readText } from '../transport/read-text.ts'
import { parseJson } from '../wire/parse-json.ts'

/** What of an error's body is read. */
const maxErrorBytes = 64 * 1024

/** A client is given a time of its own for each request; ours are shorter. */
const noTimeoutMs = 2 ** 31 - 1

/** What a client is made of. */
export type ConnectOptions = EndpointOptions & { readonly fetch: typeof globalThis.fetch | undefined }

/**
 * Makes the client of an endpoint. It is loaded here, on first use. It retries nothing, writes no log, takes nothing but what it is given
 * here for its keys, and lets time be our concern.
 */
export async function connect(options: ConnectOptions): Promise<OpenAI> {
  const { baseUrl, apiKey, headers } = options
  const { OpenAI } = await import('openai')
  // The client hands over an address as text, and looks at nothing of the response that a lean one lacks while it is asked for it as it is.
  const fetch = options.fetch ?? (leanFetch as unknown as typeof globalThis.fetch)
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
    fetch: async (input, init) => withBoundedError(await fetch(input, init), init?.signal ?? undefined),
  })
}

/** The client reads the body of an error to its end, wherever that is, and knows one shape of it; it gets a beginning, wrapped as that shape. */
async function withBoundedError(response: Response, signal: AbortSignal | undefined): Promise<Response> {
  const { ok, status, headers } = response
  if (ok) return response
  const { text } = await readText(openReply(response, signal), maxErrorBytes)
  return new Response(JSON.stringify({ error: { body: parseJson(text) ?? text } }), {
    status,
    headers: [...headers.entries()],
  })
}
