import type { AssistantMessage, ModelResponse, ModelTiming } from '@llmgine/contracts'
import type { ReplyHeaders } from '../transport/lean-fetch.ts'
import type { AnswerFacts } from '../wire/answer-reader.ts'
import { toCost } from '../wire/to-cost.ts'
import { toGateway, toGatewayCost } from '../wire/to-gateway.ts'
import type { AskContext } from './ask-context.ts'

/** What an endpoint answered, as the contract has it. */
export function toResponse(
  message: AssistantMessage,
  given: { readonly facts: AnswerFacts; readonly headers: ReplyHeaders; readonly timing: ModelTiming },
  context: AskContext,
): ModelResponse {
  const { finishReason, usage, model, costUsd } = given.facts
  return {
    id: context.generateId(),
    message,
    finishReason,
    model: model ?? context.target.model,
    usage: usage ?? { inputTokens: 0, outputTokens: 0 },
    cost: toCost({ told: toGatewayCost(given.headers) ?? costUsd, usage, price: context.priceOf(model) }),
    attempts: 1,
    timing: given.timing,
    gateway: toGateway(given.headers),
  }
}
