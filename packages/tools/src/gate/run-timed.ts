import { LlmgineError, type ToolContext } from '@llmgine/contracts'
import { createToolContext, type OpenContext } from './create-tool-context.ts'
import type { Passage } from './passage.ts'

/** How a function of a tool ended, or that it did not. `cut` says why it was told to stop, when it was. */
export type Ended<Value> =
  | { readonly status: 'value'; readonly value: Value; readonly cut?: Cut | undefined }
  | { readonly status: 'threw'; readonly error: unknown; readonly cut?: Cut | undefined }
  | { readonly status: 'running'; readonly cut: Cut }

/** Its time was up, or whoever called gave up. */
export type Cut = 'timeout' | 'abort'

/** How long a function that was told to stop may take to do so, before it is left alone. */
export const graceMs = 1_000

const defaultTimeoutMs = 30_000

/** How long one of a tool's functions may take. */
export function timeoutOf(tool: { readonly timeoutMs?: number | undefined }): number {
  return tool.timeoutMs ?? defaultTimeoutMs
}

/**
 * Runs one of a tool's functions until it ends, or was told to stop and did not. A synchronous one costs neither timer nor listener.
 */
export function runTimed<Value>(
  passage: Passage,
  timeoutMs: number,
  run: (context: ToolContext) => Value | Promise<Value>,
): Ended<Value> | Promise<Ended<Value>> {
  const open = createToolContext(passage)
  try {
    const value = run(open.context)
    if (isPromiseLike(value)) return awaitEnd({ passage, timeoutMs, open, running: value })
    open.close()
    return { status: 'value', value }
  } catch (error) {
    open.close()
    return { status: 'threw', error }
  }
}

interface Running<Value> {
  readonly passage: Passage
  readonly timeoutMs: number
  readonly open: OpenContext
  readonly running: PromiseLike<Value>
}

function awaitEnd<Value>({ passage, timeoutMs, open, running }: Running<Value>): Promise<Ended<Value>> {
  const { signal, world } = passage
  return new Promise((resolve) => {
    let cut: Cut | undefined
    const end = (ended: Ended<Value>): void => {
      timer.cancel()
      signal?.removeEventListener('abort', onAbort)
      open.close()
      resolve(ended)
    }
    const stop = (why: Cut, reason: unknown): void => {
      if (cut !== undefined) return
      cut = why
      timer.cancel()
      timer = world.clock.setTimer(() => end({ status: 'running', cut: why }), graceMs)
      open.abort(reason)
    }
    const onAbort = (): void => stop('abort', signal?.reason)
    let timer = world.clock.setTimer(() => stop('timeout', timedOut(timeoutMs)), timeoutMs)
    signal?.addEventListener('abort', onAbort)
    if (signal?.aborted) onAbort()
    running.then(
      (value) => end({ status: 'value', value, cut }),
      (error: unknown) => end({ status: 'threw', error, cut }),
    )
  })
}

export function timedOut(timeoutMs: number): LlmgineError {
  return new LlmgineError('tool.timeout', `It did not end within ${timeoutMs} ms.`, { details: { timeoutMs } })
}

function isPromiseLike<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

/**
 * Asks one of a tool's functions and answers with what it says. Throws what it throws, `tool.timeout` when it does not end, and the
 * reason of the call's signal when that aborts.
 */
export async function askTool<Value>(
  passage: Passage,
  tool: { readonly timeoutMs?: number | undefined },
  run: (context: ToolContext) => Value | Promise<Value>,
): Promise<Value> {
  const timeoutMs = timeoutOf(tool)
  const ended = await runTimed(passage, timeoutMs, run)
  passage.signal?.throwIfAborted()
  if (ended.status === 'value') return ended.value
  throw ended.status === 'threw' ? ended.error : timedOut(timeoutMs)
}
