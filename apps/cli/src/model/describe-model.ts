import { howToConnect } from '../offline/how-to-connect.ts'
import type { ConnectedModel } from './connect-model.ts'

/** Lines for the banner: who answers, where, and why it is that one. */
export function describeModel({ endpoint, name, chosen }: ConnectedModel): readonly string[] {
  if (endpoint === undefined) {
    return ['The offline model answers: a set of rules, not a language model.', howToConnect]
  }
  const why = chosen === undefined ? '' : ` (${chosen})`
  return [`${name}${why} answers, by ${endpoint.name} at ${endpoint.baseUrl} (${endpoint.from}).`]
}
