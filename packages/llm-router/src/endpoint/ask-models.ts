import { badReply } from '../errors/bad-reply.ts'
import { openReply } from '../transport/open-reply.ts'
import { toFields } from '../wire/wire-chunk.ts'
import type { AskContext } from './ask-context.ts'
import { readReply } from './read-reply.ts'

/** The names of the models that an endpoint lists, in its order. @throws `model.*`; the signal's reason when aborted */
export async function askModels(
  signal: AbortSignal,
  { send, facts }: Pick<AskContext, 'send' | 'facts'>,
): Promise<readonly string[]> {
  const response = await send({ path: '/models', signal, facts })
  const reply = await readReply(openReply(response, signal), signal, facts)
  if (!Array.isArray(reply.data)) throw badReply(JSON.stringify(reply), facts)
  return reply.data.map((item) => toFields(item).id).filter((id) => typeof id === 'string')
}
