import type { Clock, GenerateId } from '@llmgine/contracts'
import type { EndpointFacts } from '../errors/endpoint-facts.ts'
import type { EndpointTarget, ModelPrice } from '../router-options.ts'
import type { Send } from './create-sender.ts'

/** Which model of which endpoint is asked, and what the asking needs. */
export interface AskContext {
  readonly send: Send
  /** Whether it is an endpoint of OpenAI's own. */
  readonly openai: boolean
  readonly target: EndpointTarget
  readonly facts: EndpointFacts
  readonly clock: Clock
  readonly generateId: GenerateId
  /** The price of the model, by the name under which it answered. */
  readonly priceOf: (answered: string | undefined) => ModelPrice | undefined
}
