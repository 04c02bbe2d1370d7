import type { EmbeddingResponse } from '@llmgine/contracts'
import type { TargetOptions } from '../call/target.ts'
import { badReply } from '../errors/bad-reply.ts'
import { openReply } from '../transport/open-reply.ts'
import { toCost } from '../wire/to-cost.ts'
import { toEmbeddings } from '../wire/to-embeddings.ts'
import { toGatewayCost } from '../wire/to-gateway.ts'
import type { AskContext } from './ask-context.ts'
import { readReply } from './read-reply.ts'

/** Asks an endpoint once for vectors. @throws `model.*`; the signal's reason when aborted */
export async function askEmbeddings(
  texts: readonly string[],
  { signal }: TargetOptions,
  context: AskContext,
): Promise<EmbeddingResponse> {
  const { send, target, facts } = context
  if (texts.length === 0) return { vectors: [], model: target.model, usage: { inputTokens: 0, outputTokens: 0 } }
  const body = { model: target.model, input: texts, encoding_format: 'float', ...target.body }
  const response = await send({ path: '/embeddings', body, signal, facts })
  const reply = await readReply(openReply(response, signal), signal, facts)
  const read = toEmbeddings(reply, texts.length)
  if (read === undefined) throw badReply(JSON.stringify(reply), facts)
  const model = typeof reply.model === 'string' && reply.model !== '' ? reply.model : target.model
  const cost = toCost({ told: toGatewayCost(response.headers), usage: read.usage, price: context.priceOf(model) })
  return { ...read, model, cost }
}
