import { type ToolContext, ToolProgressed } from '@llmgine/contracts'
import { createEvent } from './create-event.ts'
import type { Passage } from './passage.ts'

/** What a tool's function gets, and the means to end it. */
export interface OpenContext {
  readonly context: ToolContext
  /** Aborts the function's signal. */
  abort(reason: unknown): void
  /** From here on nothing the function says is heard. */
  close(): void
}

/** The context of one run of one of a tool's functions. Its signal is made when it is first asked for: most tools never do. */
export function createToolContext(passage: Passage): OpenContext {
  const { callId, sessionId, actor } = passage
  let controller: AbortController | undefined
  let aborted: { readonly reason: unknown } | undefined
  let closed = false
  let progress: ProgressTeller | undefined
  return {
    context: {
      callId,
      sessionId,
      actor,
      get signal() {
        controller ??= new AbortController()
        if (aborted !== undefined) controller.abort(aborted.reason)
        return controller.signal
      },
      progress(message, fraction) {
        progress ??= createProgressTeller(passage, () => closed)
        progress(message, fraction)
      },
    },
    abort(reason) {
      aborted ??= { reason }
      controller?.abort(reason)
    },
    close() {
      closed = true
    },
  }
}

type ProgressTeller = (message: string, fraction: number | undefined) => void

/** Tells the latest progress when the one before it has been heard, so that a tool that reports without end piles nothing up. */
function createProgressTeller(passage: Passage, isClosed: () => boolean): ProgressTeller {
  const { callId } = passage
  let telling = false
  let latest: { readonly message: string; readonly fraction: number | undefined } | undefined

  const next = (): void => {
    if (latest === undefined || isClosed()) return
    const payload = { callId, ...latest }
    latest = undefined
    telling = true
    passage.tell(createEvent(passage, ToolProgressed, payload), () => {
      telling = false
      next()
    })
  }

  return (message, fraction) => {
    latest = { message: String(message).slice(0, 1_000), fraction }
    if (!telling) next()
  }
}
