import type { Clock, ModelRequest, ModelStreamPart } from '@llmgine/contracts'
import { decide, type Rulebook } from './decide.ts'
import { toResponse } from './to-response.ts'

interface StreamingModel extends Rulebook {
  readonly id: string
  readonly clock: Clock
}

/** A reply as a model would stream it: word by word. An abort in the middle ends it with what had come until then. */
export async function* streamReply(
  model: StreamingModel,
  request: ModelRequest,
  signal: AbortSignal | undefined,
): AsyncGenerator<ModelStreamPart, void, undefined> {
  signal?.throwIfAborted()
  const start = model.clock.now()
  const since = (): number => model.clock.now() - start
  const reply = decide(model, request)
  const firstTokenMs = since()
  let content = ''
  for (const [index, word] of (reply.content.match(/\S+\s*|\s+/g) ?? []).entries()) {
    if (index % wordsAtOnce === wordsAtOnce - 1) await breath()
    if (signal?.aborted) break
    content += word
    yield { type: 'text-delta', text: word }
  }
  if (signal?.aborted) {
    const taken = { reply: { role: 'assistant', content, incomplete: true }, firstTokenMs, totalMs: since() } as const
    const response = toResponse(model, request, { ...taken, finishReason: 'aborted' })
    return yield { type: 'end', finishReason: 'aborted', response }
  }
  for (const [index, call] of (reply.toolCalls ?? []).entries()) {
    yield { type: 'tool-call-start', index, id: call.id, name: call.name }
    yield { type: 'tool-call-delta', index, arguments: call.arguments }
    yield { type: 'tool-call-end', index, call }
  }
  const response = toResponse(model, request, { reply, firstTokenMs, totalMs: since() })
  yield { type: 'usage', usage: response.usage }
  yield { type: 'end', finishReason: response.finishReason, response }
}

const wordsAtOnce = 64

/** Lets timers and key presses in between, so that a long text can be stopped. */
function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
