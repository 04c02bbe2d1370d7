import {
  type FinishReason,
  type ModelRequest,
  type ModelStreamEnd,
  type ModelStreamPart,
  toErrorData,
} from '@llmgine/contracts'
import type { TargetOptions } from '../call/target.ts'
import type { ReplyHeaders } from '../transport/lean-fetch.ts'
import { openReply } from '../transport/open-reply.ts'
import { createAnswerReader } from '../wire/answer-reader.ts'
import { createMessageCollector } from '../wire/message-collector.ts'
import { toChatBody } from '../wire/to-chat-body.ts'
import type { AskContext } from './ask-context.ts'
import { checkAnswer } from './check-answer.ts'
import { createPartReader } from './part-reader.ts'
import { readReply } from './read-reply.ts'
import { toResponse } from './to-response.ts'

/** Asks an endpoint once for a stream. It throws before its first part only. */
export async function* askStream(
  request: ModelRequest,
  { signal }: TargetOptions,
  context: AskContext,
): AsyncGenerator<ModelStreamPart, void, undefined> {
  const { send, target, facts, clock } = context
  const start = clock.now()
  const body = toChatBody(request, { ...target, streaming: true, openai: context.openai })
  const response = await send({ path: '/chat/completions', body, signal, facts })
  const reply = openReply(response, signal)
  const answer = createAnswerReader(context.generateId)
  const said = createMessageCollector()
  let firstTokenMs: number | undefined

  const end = (broken?: { readonly finishReason: FinishReason; readonly error?: unknown }): ModelStreamEnd => {
    const timing = { firstTokenMs, totalMs: clock.now() - start }
    const known = { ...answer.facts(), ...(broken !== undefined && { finishReason: broken.finishReason }) }
    const message = said.message({ complete: broken === undefined })
    return {
      type: 'end',
      finishReason: known.finishReason,
      response: toResponse(message, { facts: known, headers: response.headers, timing }, context),
      error: broken?.error === undefined ? undefined : toErrorData(broken.error, 'model.stream_broken'),
    }
  }

  let complete = false
  try {
    const reader = isJson(response.headers)
      ? readOnce(async () => {
          const parts = answer.add(await readReply(reply, signal, facts))
          checkAnswer(answer, facts)
          return parts
        })
      : createPartReader(reply, answer, facts)
    for (let parts = await reader.read(); parts !== undefined; parts = await reader.read()) {
      for (const part of parts) {
        signal.throwIfAborted()
        firstTokenMs ??= clock.now() - start
        said.add(part)
        yield part
      }
    }
    complete = true
    for (const part of answer.end()) {
      said.add(part)
      yield part
    }
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
function isJson(headers: ReplyHeaders): boolean {
  return headers.get('content-type')?.includes('application/json') ?? false
}

/** A reader with one thing to read. */
function readOnce<Value>(read: () => Promise<Value>): { read(): Promise<Value | undefined> } {
  let done = false
  return {
    async read() {
      if (done) return undefined
      done = true
      return read()
    },
  }
}
