import type { CallOptions } from './call-options.ts'
import type { ModelRequest } from './model-request.ts'
import type { ModelResponse } from './model-response.ts'
import type { ModelStreamPart } from './model-stream-part.ts'

/**
 * Anything that answers a conversation: an endpoint's model, a route over several, a rule-based one, a scripted one in a test.
 *
 * @example
 * for await (const part of model.stream({ messages })) if (part.type === 'text-delta') write(part.text)
 */
export interface LanguageModel {
  readonly id: string

  /**
   * The whole answer.
   * @throws `model.*`: see `docs/errors.md`; the signal's reason when aborted
   */
  generate(request: ModelRequest, options?: CallOptions): Promise<ModelResponse>

  /**
   * The answer as it comes. It may throw before its first part (so that a caller can still turn elsewhere); after that it never throws: a
   * failure or an abort is told by the one `end` part.
   */
  stream(request: ModelRequest, options?: CallOptions): AsyncIterable<ModelStreamPart>
}
