import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { ModelServerAnswer, ModelServerRaw } from './model-server-reply.ts'
import { doneEvent, toEvent, type WireAnswer } from './to-wire.ts'

type Piece = string | Uint8Array

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

/** Sends an answer whole, or what its fault leaves of it. Rejects when the client goes away meanwhile. */
export async function sendWhole(
  response: ServerResponse,
  answer: ModelServerAnswer & { readonly wire: WireAnswer },
  signal: AbortSignal,
): Promise<void> {
  const { fault, delayMs = 0, wire } = answer
  if (delayMs > 0) await delay(delayMs, undefined, { signal })
  response.writeHead(200, { 'content-type': 'application/json', ...answer.headers })
  if (fault === undefined || fault === 'no-done') {
    response.end(wire.body)
    return
  }
  response.write(wire.body.slice(0, wire.body.length / 2))
  await breakOff(response, answer, signal)
}

/** Sends an answer as server-sent events, or what its fault leaves of it. Rejects when the client goes away meanwhile. */
export async function sendStream(
  response: ServerResponse,
  answer: ModelServerAnswer & { readonly wire: WireAnswer; readonly withUsage: boolean },
  signal: AbortSignal,
): Promise<void> {
  const { fault, delayMs = 0, partDelayMs, wire, withUsage } = answer
  const whole = fault === undefined || fault === 'no-done'
  const pieces = whole ? [...wire.events] : wire.events.slice(0, Math.ceil(wire.events.length / 2))
  if (whole && withUsage) pieces.push(wire.usageEvent)
  if (fault === undefined) pieces.push(doneEvent)
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', ...answer.headers })
  if (delayMs > 0) {
    response.flushHeaders()
    await delay(delayMs, undefined, { signal })
  }
  if (partDelayMs === undefined) response.write(pieces.join(''))
  else await writePieces(response, pieces, { partDelayMs, signal })
  if (whole) response.end()
  else await breakOff(response, answer, signal)
}

/** The error object that OpenAI and LiteLLM answer with. */
export function toErrorBody(
  message: string,
  code: string | null = null,
): { readonly error: Readonly<Record<string, unknown>> } {
  return { error: { message, type: 'invalid_request_error', param: null, code } }
}

async function breakOff(response: ServerResponse, { fault }: ModelServerAnswer, signal: AbortSignal): Promise<void> {
  if (fault === 'error') response.write(toEvent({ error: { message: 'The engine fell over.', type: 'server_error' } }))
  if (fault === 'truncated' || fault === 'error') response.end()
  // What was written goes out before the connection is cut, so that the client has something in its hands.
  else if (fault === 'reset') await delay(10, undefined, { signal }).then(() => response.socket?.resetAndDestroy())
  else await untilAborted(signal)
}

async function writePieces(
  response: ServerResponse,
  pieces: readonly Piece[],
  { partDelayMs, signal }: { readonly partDelayMs: number; readonly signal: AbortSignal },
): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await delay(partDelayMs, undefined, { signal })
    if (response.write(piece)) continue
    await new Promise<void>((resolve) => {
      response.once('drain', resolve)
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }
}

/** Waits for the client, or the server, to close the connection. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason)
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
}
