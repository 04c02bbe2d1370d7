import type { FinishReason, ModelResponse, ModelTiming } from '@llmgine/contracts'
import type { CollectedAnswer } from '../wire/answer-collector.ts'
import { toCost } from '../wire/to-cost.ts'
import { toGateway, toGatewayCost } from '../wire/to-gateway.ts'
import type { AskContext } from './ask-context.ts'

/** What an endpoint answered, as the contract has it. */
export function toResponse(
  answer: CollectedAnswer,
  given: { readonly headers: Headers; readonly timing: ModelTiming; readonly finishReason?: FinishReason | undefined },
  context: AskContext,
): ModelResponse {
  const { message, usage, model, costUsd } = answer
  return {
    id: context.generateId(),
    message,
    finishReason: given.finishReason ?? answer.finishReason,
    model: model ?? context.target.model,
    usage: usage ?? { inputTokens: 0, outputTokens: 0 },
    cost: toCost({ told: toGatewayCost(given.headers) ?? costUsd, usage, price: context.priceOf(model) }),
    attempts: 1,
    timing: given.timing,
    gateway: toGateway(given.headers),
  }
}
