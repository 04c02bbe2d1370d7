import {
  fromErrorData,
  LlmgineError,
  type ModelRequest,
  type ModelStreamEnd,
  type ModelStreamPart,
  toErrorData,
} from '@llmgine/contracts'
import { toModelError } from '../errors/to-model-error.ts'
import type { RouteCallOptions } from '../router.ts'
import { createMessageCollector, type MessageCollector } from '../wire/message-collector.ts'
import { type Attempts, createAttempts, type RouteCall } from './create-attempts.ts'
import type { Target } from './target.ts'
import type { AttemptWatch } from './watch-attempt.ts'

type StreamingTarget = Target & Required<Pick<Target, 'stream'>>

/** A stream that is asked for. */
interface StreamCall {
  readonly request: ModelRequest
  /** Aborts when the caller gives up, and when the consumer has left. */
  readonly signal: AbortSignal
  readonly call: () => RouteCall<StreamingTarget>
  readonly onEnd: () => void
}

/**
 * The stream of the first target that begins one. Until the first part another attempt can be made; from then on nothing is thrown, and
 * there is exactly one end.
 */
export function streamRoute(
  request: ModelRequest,
  options: RouteCallOptions,
  toCall: (options: RouteCallOptions) => RouteCall<StreamingTarget>,
): AsyncIterable<ModelStreamPart> {
  return {
    [Symbol.asyncIterator]() {
      const left = new AbortController()
      const signal = options.signal === undefined ? left.signal : AbortSignal.any([options.signal, left.signal])
      let ended = false
      const onEnd = (): void => {
        ended = true
      }
      const parts = run({ request, signal, call: () => toCall({ ...options, signal }), onEnd })
      return {
        next: () => parts.next(),
        // Whoever leaves while a part is awaited must not have to wait for it.
        return: () => {
          if (!ended) left.abort()
          return parts.return(undefined)
        },
      }
    },
  }
}

async function* run(asked: StreamCall): AsyncGenerator<ModelStreamPart, undefined, undefined> {
  const { request, signal, onEnd } = asked
  const call = asked.call()
  const attempts = createAttempts(call)
  for (;;) {
    const { target } = attempts
    const watch = attempts.watch(true)
    let firstTokenMs: number | undefined
    const said = createMessageCollector()
    try {
      for await (const part of await target.stream(request, attempts.given(watch))) {
        if (part.type === 'end') {
          if (firstTokenMs === undefined) throwFailure(part, watch.signal, target)
          onEnd()
          yield toEnd(part, { attempts, firstTokenMs, watch, signal })
          return
        }
        watch.came()
        firstTokenMs ??= attempts.elapsed()
        said.add(part)
        yield part
        watch.waits()
      }
      throw withoutEnd(target)
    } catch (thrown) {
      const error = watch.signal.aborted ? watch.signal.reason : thrown
      if (firstTokenMs !== undefined) {
        onEnd()
        yield toBrokenEnd(error, { call, attempts, signal, firstTokenMs, said })
        return
      }
      await attempts.recover(error)
    } finally {
      watch.end()
    }
  }
}

/** A stream that dies before its first part is a failure like any other: another attempt may follow. */
function throwFailure({ finishReason, error }: ModelStreamEnd, signal: AbortSignal, target: Target): void {
  if (finishReason !== 'error' && finishReason !== 'aborted') return
  signal.throwIfAborted()
  throw error === undefined ? withoutEnd(target) : fromErrorData(error)
}

/** The end as the caller is told it: with the time and the attempts of the whole call, and the true reason when our time ran out. */
function toEnd(
  part: ModelStreamEnd,
  given: {
    readonly attempts: Attempts<Target>
    readonly firstTokenMs: number | undefined
    readonly watch: AttemptWatch
    readonly signal: AbortSignal
  },
): ModelStreamEnd {
  const { attempts, firstTokenMs, watch, signal } = given
  const late = part.finishReason === 'aborted' && watch.signal.aborted && !signal.aborted
  const finishReason = late ? 'error' : part.finishReason
  return {
    type: 'end',
    finishReason,
    response: {
      ...part.response,
      finishReason,
      attempts: attempts.count(part.response.attempts),
      timing: { firstTokenMs, totalMs: attempts.elapsed() },
    },
    error: late ? toErrorData(watch.signal.reason, 'model.timeout') : part.error,
  }
}

/** The end for a model that breaks the contract: it threw after its first part, or has no end. */
function toBrokenEnd(
  error: unknown,
  given: {
    readonly call: RouteCall
    readonly attempts: Attempts<Target>
    readonly signal: AbortSignal
    readonly firstTokenMs: number
    readonly said: MessageCollector
  },
): ModelStreamEnd {
  const { call, attempts, signal, firstTokenMs, said } = given
  const { id } = attempts.target
  const finishReason = signal.aborted ? 'aborted' : 'error'
  return {
    type: 'end',
    finishReason,
    response: {
      id: call.generateId(),
      message: said.message({ complete: false }),
      finishReason,
      model: id,
      usage: { inputTokens: 0, outputTokens: 0 },
      attempts: attempts.count(1),
      timing: { firstTokenMs, totalMs: attempts.elapsed() },
    },
    error: signal.aborted ? undefined : toErrorData(toModelError(error, id), 'model.failed'),
  }
}

function withoutEnd(target: Target): LlmgineError {
  return new LlmgineError('model.stream_broken', `The stream of the model "${target.id}" has no end part. Try again.`, {
    details: { target: target.id },
    retryable: true,
  })
}
