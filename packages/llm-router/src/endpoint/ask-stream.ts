import {
  type FinishReason,
  type ModelRequest,
  type ModelStreamEnd,
  type ModelStreamPart,
  toErrorData,
} from '@llmgine/contracts'
import type { TargetOptions } from '../call/target.ts'
import { createAnswerCollector } from '../wire/answer-collector.ts'
import { toChatBody } from '../wire/to-chat-body.ts'
import type { AskContext } from './ask-context.ts'
import { createPartReader } from './part-reader.ts'
import { readReply } from './read-reply.ts'
import { toReplyBody } from './reply-body.ts'
import { toResponse } from './to-response.ts'

/** Asks an endpoint once for a stream. It throws before its first part only. */
export async function* askStream(
  request: ModelRequest,
  { signal }: TargetOptions,
  context: AskContext,
): AsyncGenerator<ModelStreamPart, void, undefined> {
  const { endpoint, target, facts, clock } = context
  const start = clock.now()
  const body = toChatBody(request, { ...target, streaming: true, openai: endpoint.openai })
  const response = await endpoint.send({ path: '/chat/completions', body, signal, facts })
  const reply = toReplyBody(response)
  const answer = createAnswerCollector(context.generateId)
  let firstTokenMs: number | undefined

  const end = (broken?: { readonly finishReason: FinishReason; readonly error?: unknown }): ModelStreamEnd => {
    const timing = { firstTokenMs, totalMs: clock.now() - start }
    const finishReason = broken?.finishReason ?? answer.collected().finishReason
    return {
      type: 'end',
      finishReason,
      response: toResponse(answer.collected(), { headers: response.headers, timing, finishReason }, context),
      error: broken?.error === undefined ? undefined : toErrorData(broken.error, 'model.stream_broken'),
    }
  }

  let complete = false
  try {
    const reader = isJson(response)
      ? once(async () => answer.add(await readReply(reply, signal, facts)))
      : createPartReader(reply, answer, facts)
    for (let parts = await reader.read(); parts !== undefined; parts = await reader.read()) {
      for (const part of parts) {
        firstTokenMs ??= clock.now() - start
        yield part
      }
    }
    complete = true
    for (const part of answer.end()) yield part
    yield end()
  } catch (error) {
    if (firstTokenMs === undefined) {
      signal.throwIfAborted()
      throw error
    }
    yield end(signal.aborted ? { finishReason: 'aborted' } : { finishReason: 'error', error })
  } finally {
    if (!complete) reply.cancel()
  }
}

/** Some servers answer a request for a stream with one object. */
function isJson(response: Response): boolean {
  return response.headers.get('content-type')?.includes('application/json') ?? false
}

/** A reader with one thing to read. */
function once<Value>(read: () => Promise<Value>): { read(): Promise<Value | undefined> } {
  let done = false
  return {
    async read() {
      if (done) return undefined
      done = true
      return read()
    },
  }
}
