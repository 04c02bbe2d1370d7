import type { LlmgineError } from '@llmgine/contracts'
import type { EndpointFacts } from './endpoint-facts.ts'
import { fromStatus } from './from-status.ts'

/** The model broke off by itself: `error` is the reason it gives for having stopped. */
export function modelFailed(facts: EndpointFacts): LlmgineError {
  return fromStatus(500, { error: { message: '', kind: '' } }, facts)
}
