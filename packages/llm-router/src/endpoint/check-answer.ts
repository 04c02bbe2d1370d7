import { emptyAnswer } from '../errors/bad-reply.ts'
import type { EndpointFacts } from '../errors/endpoint-facts.ts'
import { modelFailed } from '../errors/model-failed.ts'
import type { AnswerReader } from '../wire/answer-reader.ts'

/** Holds what came to being an answer. @throws `model.server_error` when the model broke off by itself, `model.bad_reply` when nothing was said */
export function checkAnswer(answer: AnswerReader, facts: EndpointFacts): void {
  if (answer.failed) throw modelFailed(facts)
  if (answer.empty) throw emptyAnswer(facts)
}
