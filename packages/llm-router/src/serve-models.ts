import {
  type Bus,
  fromErrorData,
  type HandlerContext,
  isLlmgineError,
  LlmgineError,
  ModelDelta,
  ModelEmbed,
  ModelFailed,
  ModelFellBack,
  ModelGenerate,
  type ModelGeneratePayload,
  ModelRequested,
  ModelResponded,
  type ModelResponse,
  type ModelStreamEnd,
  type ModelStreamPart,
  type Subscription,
  toErrorData,
} from '@llmgine/contracts'
import type { RouteCallOptions, Router } from './router.ts'

/**
 * Answers `model.generate` and `model.embed` on a bus. Each `model.generate` tells `model.requested`, the fallbacks, `model.delta` for each
 * part when it is streamed, and then exactly one of `model.responded` and `model.failed`. A listener that is slow with parts slows the
 * stream down; nothing is heaped up.
 *
 * @example
 * const bus = createBus()
 * serveModels(bus, createRouter({ endpoints, routes }))
 * const { message } = await bus.execute(ModelGenerate, { request: { messages } })
 */
export function serveModels(
  bus: Bus,
  router: Pick<Router, 'generate' | 'stream' | 'embed' | 'defaultRoute'>,
): Subscription {
  // Node's cryptography is not needed to start: it is loaded with the first request.
  let digesting: Promise<typeof import('./digest-of.ts')> | undefined
  const generating = bus.handle(ModelGenerate, async (payload, context) => {
    digesting ??= import('./digest-of.ts')
    const { digestOf } = await digesting
    return generate(router, { ...payload, digest: digestOf(payload.request) }, context)
  })
  const embedding = bus.handle(ModelEmbed, ({ route, texts }, context) =>
    router.embed(texts, { ...optionsFrom(context), route }),
  )
  const unsubscribe = (): void => {
    generating.unsubscribe()
    embedding.unsubscribe()
  }
  return { unsubscribe, [Symbol.dispose]: unsubscribe }
}

async function generate(
  router: Pick<Router, 'generate' | 'stream' | 'defaultRoute'>,
  asked: ModelGeneratePayload & { readonly digest: string },
  context: HandlerContext,
): Promise<ModelResponse> {
  const { bus, signal } = context
  const { request, digest, manifest, stream = false, route = router.defaultRoute } = asked
  await bus.publish(ModelRequested, { route, manifest, digest })
  const options: RouteCallOptions = {
    ...optionsFrom(context),
    route,
    onFallback: (fallback) => bus.publish(ModelFellBack, fallback),
  }
  const outcome = stream
    ? await streamed(router.stream(request, options), bus)
    : await whole(router.generate(request, options))
  if (outcome.status === 'answered') {
    const { response } = outcome
    await bus.publish(ModelResponded, { route, response }, { id: response.id })
    return response
  }
  const { failure, response } = outcome
  const error = signal.aborted ? aborted() : failure
  const attempts = response?.attempts ?? attemptsOf(failure)
  await bus.publish(ModelFailed, { route, error: toErrorData(error, 'model.failed'), attempts, response })
  throw signal.aborted ? signal.reason : failure
}

/** What became of a call. A stream that broke off has a response too: what had come until then. */
type Outcome =
  | { readonly status: 'answered'; readonly response: ModelResponse }
  | { readonly status: 'failed'; readonly failure: unknown; readonly response?: ModelResponse | undefined }

async function whole(answer: Promise<ModelResponse>): Promise<Outcome> {
  try {
    return { status: 'answered', response: await answer }
  } catch (failure) {
    return { status: 'failed', failure }
  }
}

/** Tells the parts of a stream as they come, and waits until each is heard. */
async function streamed(parts: AsyncIterable<ModelStreamPart>, bus: Bus): Promise<Outcome> {
  try {
    for await (const part of parts) {
      await bus.publish(ModelDelta, part)
      if (part.type === 'end') return toOutcome(part)
    }
    return { status: 'failed', failure: aborted() }
  } catch (failure) {
    return { status: 'failed', failure }
  }
}

function toOutcome({ finishReason, response, error }: ModelStreamEnd): Outcome {
  if (finishReason !== 'aborted' && finishReason !== 'error') return { status: 'answered', response }
  return { status: 'failed', failure: error === undefined ? aborted() : fromErrorData(error), response }
}

function aborted(): LlmgineError {
  return new LlmgineError('model.aborted', 'The call was aborted before the answer was whole.')
}

/** How many calls were made before this failure, as the router tells it. */
function attemptsOf(failure: unknown): number {
  if (!isLlmgineError(failure)) return 1
  const { attempts } = failure.details
  return typeof attempts === 'number' ? attempts : 1
}

function optionsFrom({ message, signal }: HandlerContext): RouteCallOptions {
  return { signal, sessionId: message.sessionId, actor: message.actor }
}
