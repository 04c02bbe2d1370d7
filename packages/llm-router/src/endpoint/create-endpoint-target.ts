import type { Target } from '../call/target.ts'
import type { AskContext } from './ask-context.ts'
import { askEmbeddings } from './ask-embeddings.ts'
import { askStream } from './ask-stream.ts'
import { askWhole } from './ask-whole.ts'

/** A model of an endpoint as a target. Each call is one request; what may be tried again is up to who calls. */
export function createEndpointTarget(given: Omit<AskContext, 'facts'>): Required<Target> {
  const { endpoint, target } = given
  const context = { ...given, facts: endpoint.facts(target.model) }
  return {
    id: `${endpoint.name}/${target.model}`,
    generate: (request, options) => askWhole(request, options, context),
    stream: (request, options) => askStream(request, options, context),
    embed: (texts, options) => askEmbeddings(texts, options, context),
  }
}
