import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { ModelServerAnswer } from './model-server-reply.ts'
import { doneEvent, toEvent, type WireAnswer } from './to-wire.ts'
import { untilAborted } from './until-aborted.ts'
import { writePieces } from './write-pieces.ts'

/** How an answer is asked for. */
interface Asked {
  readonly wire: WireAnswer
  readonly streamed: boolean
  readonly withUsage: boolean
}

/** Sends an answer whole or as server-sent events, or what its fault leaves of it. Rejects when the client goes away meanwhile. */
export function sendAnswer(
  response: ServerResponse,
  answer: ModelServerAnswer & Asked,
  signal: AbortSignal,
): Promise<void> {
  return answer.streamed ? sendEvents(response, answer, signal) : sendWhole(response, answer, signal)
}

async function sendWhole(
  response: ServerResponse,
  answer: ModelServerAnswer & Asked,
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

async function sendEvents(
  response: ServerResponse,
  answer: ModelServerAnswer & Asked,
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

async function breakOff(response: ServerResponse, { fault }: ModelServerAnswer, signal: AbortSignal): Promise<void> {
  if (fault === 'error') response.write(toEvent({ error: { message: 'The engine fell over.', type: 'server_error' } }))
  if (fault === 'truncated' || fault === 'error') response.end()
  // What was written goes out before the connection is cut, so that the client has something in its hands.
  else if (fault === 'reset') await delay(10, undefined, { signal }).then(() => response.socket?.resetAndDestroy())
  else await untilAborted(signal)
}
