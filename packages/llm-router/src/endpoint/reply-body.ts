/** The body of an HTTP answer, read piece by piece. */
export interface ReplyBody {
  /** The next piece; `undefined` at the end. Rejects when the connection breaks. */
  read(): Promise<Uint8Array | undefined>
  /** What is read from here on is nobody's concern: a short rest runs out, so that the connection can be used again. */
  release(): void
  /** Ends it, and the connection under it. */
  cancel(): void
}

/** How long the rest of a body that nobody reads may take before its connection is closed. */
const restMs = 250

/** The body of an answer that `fetch` gave. */
export function toReplyBody(response: Response): ReplyBody {
  const reader = response.body?.getReader()
  // It is told to nobody that a connection we are done with ended badly.
  const cancel = (): void => void reader?.cancel().catch(() => undefined)

  const runOut = async (): Promise<void> => {
    while ((await reader?.read())?.done === false);
  }

  return {
    async read() {
      const step = await reader?.read()
      return step?.value
    },
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
