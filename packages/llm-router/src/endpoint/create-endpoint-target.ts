import type { Target } from '../call/target.ts'
import type { AskContext } from './ask-context.ts'
import type { Endpoint } from './create-endpoint.ts'

/** A model of an endpoint as a target. Each call is one request; what may be tried again is up to who calls. */
export function createEndpointTarget(
  endpoint: Endpoint,
  given: Omit<AskContext, 'send' | 'openai' | 'facts'>,
): Required<Target> {
  const { model } = given.target
  const context = { ...given, openai: endpoint.openai, facts: endpoint.facts(model) }
  return {
    id: `${endpoint.name}/${model}`,
    async generate(request, options) {
      const { send, askWhole } = await endpoint.open()
      return askWhole(request, options, { ...context, send })
    },
    async stream(request, options) {
      const { send, askStream } = await endpoint.open()
      return askStream(request, options, { ...context, send })
    },
    async embed(texts, options) {
      const { send, askEmbeddings } = await endpoint.open()
      return askEmbeddings(texts, options, { ...context, send })
    },
  }
}
