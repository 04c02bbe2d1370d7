import type { ModelRequest, ModelResponse } from '@llmgine/contracts'
import type { TargetOptions } from '../call/target.ts'
import { openReply } from '../transport/open-reply.ts'
import { createAnswerReader } from '../wire/answer-reader.ts'
import { createMessageCollector } from '../wire/message-collector.ts'
import { toChatBody } from '../wire/to-chat-body.ts'
import type { AskContext } from './ask-context.ts'
import { checkAnswer } from './check-answer.ts'
import { readReply } from './read-reply.ts'
import { toResponse } from './to-response.ts'

/** Asks an endpoint once for a whole answer. @throws `model.*`; the signal's reason when aborted */
export async function askWhole(
  request: ModelRequest,
  { signal }: TargetOptions,
  context: AskContext,
): Promise<ModelResponse> {
  const { send, target, facts, clock } = context
  const start = clock.now()
  const body = toChatBody(request, { ...target, streaming: false, openai: context.openai })
  const response = await send({ path: '/chat/completions', body, signal, facts })
  const answer = createAnswerReader(context.generateId)
  const message = createMessageCollector()
  for (const part of answer.add(await readReply(openReply(response, signal), signal, facts))) message.add(part)
  for (const part of answer.end()) message.add(part)
  checkAnswer(answer, facts)
  const timing = { totalMs: clock.now() - start }
  const { headers } = response
  return toResponse(message.message({ complete: true }), { facts: answer.facts(), headers, timing }, context)
}
