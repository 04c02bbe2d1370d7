import { fromWebBody } from './from-web-body.ts'
import type { LeanResponse } from './lean-fetch.ts'
import type { ReplyBody } from './reply-body.ts'

/** The body of a response, whoever made it. It is cancelled when the signal, which is this request's own, aborts. */
export function openReply(response: Response | LeanResponse, signal: AbortSignal | undefined): ReplyBody {
  const body = 'reply' in response ? response.reply : fromWebBody(response.body)
  if (signal?.aborted) body.cancel()
  else signal?.addEventListener('abort', body.cancel, { once: true })
  return body
}
