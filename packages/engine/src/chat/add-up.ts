import type { Cost, ModelResponse, Usage } from '@llmgine/contracts'

/** What several model calls took. */
export interface Spent {
  readonly usage: Usage
  readonly cost?: Cost | undefined
}

/** What was spent, with one response more. */
export function addUp({ usage, cost }: Spent, response: Pick<ModelResponse, 'usage' | 'cost'>): Spent {
  return { usage: addUsage(usage, response.usage), cost: addCost(cost, response.cost) }
}

function addUsage(one: Usage, other: Usage): Usage {
  const isEstimated = one.estimated === true || other.estimated === true
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cachedTokens: addOptional(one.cachedTokens, other.cachedTokens),
    reasoningTokens: addOptional(one.reasoningTokens, other.reasoningTokens),
    estimated: isEstimated ? true : undefined,
  }
}

function addOptional(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined && other === undefined ? undefined : (one ?? 0) + (other ?? 0)
}

function addCost(one: Cost | undefined, other: Cost | undefined): Cost | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return { usd: one.usd + other.usd, estimated: one.estimated || other.estimated }
}
