import { badReply, cutOff, tooLarge } from '../errors/bad-reply.ts'
import type { EndpointFacts } from '../errors/endpoint-facts.ts'
import { fromStatus } from '../errors/from-status.ts'
import { toWireError } from '../errors/wire-error.ts'
import { readText } from '../transport/read-text.ts'
import type { ReplyBody } from '../transport/reply-body.ts'
import { parseJson } from '../wire/parse-json.ts'
import { toFields } from '../wire/wire-chunk.ts'
import { maxReplyBytes } from './max-reply-bytes.ts'

/** The JSON object that a body holds. @throws `model.bad_reply`, or what an error object in it comes to; the signal's reason when aborted */
export async function readReply(
  body: ReplyBody,
  signal: AbortSignal,
  facts: EndpointFacts,
): Promise<Readonly<Record<string, unknown>>> {
  const { text, whole } = await readText(body, maxReplyBytes).catch((cause: unknown) => {
    signal.throwIfAborted()
    throw cutOff(cause, facts)
  })
  // A body that was cancelled may look like one that came to its end.
  signal.throwIfAborted()
  if (!whole) throw tooLarge(maxReplyBytes, facts)
  const reply = parseJson(text)
  if (reply === undefined) throw badReply(text, facts)
  const fields = toFields(reply)
  if (fields.error === undefined || fields.error === null) return fields
  const error = toWireError(reply)
  throw fromStatus(error.status ?? 500, { error }, facts)
}
