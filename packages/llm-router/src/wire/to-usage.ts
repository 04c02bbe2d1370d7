import type { Usage } from '@llmgine/contracts'
import { toFields } from './wire-chunk.ts'

/** Tokens under the names that vendors give them. */
export function toUsage(wire: unknown): Usage | undefined {
  if (typeof wire !== 'object' || wire === null) return undefined
  const usage = toFields(wire)
  const cached = count(toFields(usage.prompt_tokens_details).cached_tokens) ?? count(usage.prompt_cache_hit_tokens)
  const reasoning = count(toFields(usage.completion_tokens_details).reasoning_tokens)
  return {
    inputTokens: count(usage.prompt_tokens) ?? count(usage.input_tokens) ?? 0,
    outputTokens: count(usage.completion_tokens) ?? count(usage.output_tokens) ?? 0,
    ...(cached !== undefined && { cachedTokens: cached }),
    ...(reasoning !== undefined && { reasoningTokens: reasoning }),
  }
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}
