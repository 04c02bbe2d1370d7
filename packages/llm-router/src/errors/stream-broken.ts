import { LlmgineError } from '@llmgine/contracts'
import { detailsOf, type EndpointFacts } from './endpoint-facts.ts'

/** A stream that ended, or was cut, before the model had stopped. */
export function streamBroken(cause: unknown, facts: EndpointFacts): LlmgineError {
  const message = `The stream from endpoint "${facts.endpoint}" at ${facts.url} broke off before the answer was whole. Try again.`
  return new LlmgineError('model.stream_broken', message, {
    ...(cause !== undefined && { cause }),
    details: detailsOf(facts),
    retryable: true,
  })
}
