import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { pipeline, type Readable } from 'node:stream'
import { fromNodeBody } from './from-node-body.ts'
import type { ReplyBody } from './reply-body.ts'

/** Headers of an answer, by names in any case. */
export interface ReplyHeaders {
  get(name: string): string | null
  entries(): Iterator<readonly [name: string, value: string]> & Iterable<readonly [name: string, value: string]>
}

/** A response whose body is not a web stream. */
export interface LeanResponse extends Pick<Response, 'ok' | 'status' | 'statusText' | 'url'> {
  readonly headers: ReplyHeaders
  readonly body: null
  readonly reply: ReplyBody
}

/**
 * A `fetch` for the one thing that the client does with it: it sends a text, and looks at status and headers of what comes back. It goes
 * over Node's own HTTP connections, kept alive and proxied as Node is told to, and costs a fraction of the global `fetch`, whose responses
 * are web streams. Redirects are not followed, since a request would arrive elsewhere without its body.
 */
export function leanFetch(url: string, init: RequestInit): Promise<LeanResponse> {
  const { method = 'GET', headers, signal, body } = init
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp
    const outgoing = send(url, { method, headers: toNodeHeaders(headers) })
    const abort = (): void => void outgoing.destroy(new Error('The request was aborted.'))
    outgoing.once('response', (incoming) => resolve(toResponse(url, incoming)))
    outgoing.on('error', reject)
    outgoing.once('close', () => signal?.removeEventListener('abort', abort))
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    else outgoing.end(typeof body === 'string' ? body : undefined)
  })
}

function toNodeHeaders(headers: RequestInit['headers']): Record<string, string> {
  return Object.fromEntries(headers instanceof Headers ? headers : new Headers(headers))
}

async function toResponse(url: string, incoming: IncomingMessage): Promise<LeanResponse> {
  const { statusCode: status = 0, statusMessage: statusText = '' } = incoming
  const ok = status >= 200 && status < 300
  const reply = fromNodeBody(await decode(incoming))
  return { ok, status, statusText, url, headers: toHeaders(incoming), body: null, reply }
}

/** Nobody is asked to compress, but a proxy on the way may do it all the same. */
async function decode(incoming: IncomingMessage): Promise<Readable> {
  const encoding = incoming.headers['content-encoding'] ?? 'identity'
  if (encoding === 'identity') return incoming
  const { createBrotliDecompress, createUnzip } = await import('node:zlib')
  // A failure of either reaches the reader as an error of the decoder.
  return pipeline(incoming, encoding === 'br' ? createBrotliDecompress() : createUnzip(), () => undefined)
}

function toHeaders({ headers }: IncomingMessage): ReplyHeaders {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  )
  return {
    get: (name) => {
      const value = headers[name.toLowerCase()]
      return value === undefined ? null : String(value)
    },
    entries: () => entries.values(),
  }
}
