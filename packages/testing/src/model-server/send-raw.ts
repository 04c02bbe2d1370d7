import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { ModelServerRaw } from './model-server-reply.ts'
import { toErrorBody } from './to-error-body.ts'
import { writePieces } from './write-pieces.ts'

/** Sends an HTTP answer to the letter. Rejects when the client goes away meanwhile. */
export async function sendRaw(response: ServerResponse, raw: ModelServerRaw, signal: AbortSignal): Promise<void> {
  const { status, headers, delayMs = 0, partDelayMs = 0 } = raw
  const body = raw.body ?? (status >= 400 ? toErrorBody(`The script answers with ${status}.`) : '')
  if (delayMs > 0) await delay(delayMs, undefined, { signal })
  if (Array.isArray(body)) {
    response.writeHead(status, { 'content-type': 'text/event-stream', ...headers })
    await writePieces(response, body, { partDelayMs, signal })
  } else if (typeof body === 'string' || body instanceof Uint8Array) {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).write(body)
  } else {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).write(JSON.stringify(body))
  }
  response.end()
}
