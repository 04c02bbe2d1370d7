import type { Cost, Usage } from '@llmgine/contracts'
import type { ModelPrice } from '../router-options.ts'

/** What a call cost: as the gateway tells it, else reckoned from a price, else unknown. */
export function toCost(given: {
  readonly told: number | undefined
  readonly usage: Usage | undefined
  readonly price: ModelPrice | undefined
}): Cost | undefined {
  const { told, usage, price } = given
  if (told !== undefined) return { usd: told, estimated: false }
  if (usage === undefined || price === undefined) return undefined
  const { inputTokens, outputTokens, cachedTokens = 0 } = usage
  const { input, output, cachedInput = input } = price
  const fresh = Math.max(inputTokens - cachedTokens, 0)
  return { usd: (fresh * input + cachedTokens * cachedInput + outputTokens * output) / 1_000_000, estimated: true }
}
