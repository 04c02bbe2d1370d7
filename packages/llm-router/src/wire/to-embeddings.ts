import type { EmbeddingResponse } from '@llmgine/contracts'
import { toUsage } from './to-usage.ts'
import { toFields } from './wire-chunk.ts'

/** The vectors of a reply in the order of the texts; `undefined` when it does not hold one for each. */
export function toEmbeddings(
  reply: Readonly<Record<string, unknown>>,
  count: number,
): Pick<EmbeddingResponse, 'vectors' | 'usage'> | undefined {
  if (!Array.isArray(reply.data) || reply.data.length !== count) return undefined
  const vectors: (readonly number[] | undefined)[] = new Array(count).fill(undefined)
  for (const [position, item] of reply.data.entries()) {
    const { index = position, embedding } = toFields(item)
    if (typeof index === 'number' && isVector(embedding)) vectors[index] = embedding
  }
  const whole = vectors.filter((vector) => vector !== undefined)
  if (whole.length !== count) return undefined
  return { vectors: whole, usage: toUsage(reply.usage) ?? { inputTokens: 0, outputTokens: 0 } }
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((number) => typeof number === 'number')
}
