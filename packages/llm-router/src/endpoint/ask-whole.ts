import type { ModelRequest, ModelResponse } from '@llmgine/contracts'
import type { TargetOptions } from '../call/target.ts'
import { emptyAnswer } from '../errors/bad-reply.ts'
import { modelFailed } from '../errors/model-failed.ts'
import { createAnswerCollector } from '../wire/answer-collector.ts'
import { toChatBody } from '../wire/to-chat-body.ts'
import type { AskContext } from './ask-context.ts'
import { readReply } from './read-reply.ts'
import { toReplyBody } from './reply-body.ts'
import { toResponse } from './to-response.ts'

/** Asks an endpoint once for a whole answer. @throws `model.*`; the signal's reason when aborted */
export async function askWhole(
  request: ModelRequest,
  { signal }: TargetOptions,
  context: AskContext,
): Promise<ModelResponse> {
  const { endpoint, target, facts, clock } = context
  const start = clock.now()
  const body = toChatBody(request, { ...target, streaming: false, openai: endpoint.openai })
  const response = await endpoint.send({ path: '/chat/completions', body, signal, facts })
  const answer = createAnswerCollector(context.generateId)
  answer.add(await readReply(toReplyBody(response), signal, facts))
  if (answer.failed) throw modelFailed(facts)
  if (answer.empty) throw emptyAnswer(facts)
  answer.end()
  const timing = { totalMs: clock.now() - start }
  return toResponse(answer.collected(), { headers: response.headers, timing }, context)
}
