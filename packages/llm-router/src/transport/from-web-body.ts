import type { ReplyBody } from './reply-body.ts'
import { restMs } from './rest-ms.ts'

/** The body of an answer that a given `fetch` made. */
export function fromWebBody(body: ReadableStream<Uint8Array> | null): ReplyBody {
  const reader = body?.getReader()

  /** Nobody is told that a connection which is done with ended badly. */
  const cancel = (): void => void reader?.cancel().catch(() => undefined)

  const runOut = async (): Promise<void> => {
    let step = await reader?.read()
    while (step?.done === false) step = await reader?.read()
  }

  return {
    read: async () => (await reader?.read())?.value,
    release() {
      const timer = setTimeout(cancel, restMs)
      timer.unref()
      runOut()
        .catch(() => undefined)
        .finally(() => clearTimeout(timer))
    },
    cancel,
  }
}
