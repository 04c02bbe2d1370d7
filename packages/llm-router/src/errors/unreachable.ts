import { LlmgineError } from '@llmgine/contracts'
import { detailsOf, type EndpointFacts, nameOf } from './endpoint-facts.ts'

/** No answer came: the connection could not be made, or was cut before the first byte. */
export function unreachable(cause: unknown, facts: EndpointFacts): LlmgineError {
  const code = codeOf(cause)
  const { why, mend, passes } = explain(code)
  return new LlmgineError('model.unreachable', `${nameOf(facts)} cannot be reached: ${why}. ${mend}`, {
    cause,
    details: { ...detailsOf(facts), ...(code !== undefined && { systemCode: code }) },
    retryable: passes,
  })
}

function explain(code: string | undefined): { readonly why: string; readonly mend: string; readonly passes: boolean } {
  if (code === 'ECONNREFUSED') {
    return { why: 'nothing listens there', mend: 'Start the server, or correct the base URL.', passes: true }
  }
  if (code === 'ENOTFOUND') {
    return { why: 'its host name is not known', mend: 'Correct the base URL, or check the network.', passes: false }
  }
  if (code !== undefined && /CERT|TLS|SSL|SIGNATURE|ISSUER|EPROTO/.test(code)) {
    const mend =
      'Check whether it is https: or http:, and that its certificate is trusted (NODE_EXTRA_CA_CERTS names further authorities).'
    return { why: `no secure connection came about (${code})`, mend, passes: false }
  }
  const why = code === undefined ? 'the connection failed' : `the connection failed (${code})`
  return { why, mend: 'Check the server and the network, and try again.', passes: true }
}

/** The system's name for what happened, which lies a few causes deep. */
function codeOf(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 4) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause, depth + 1)
}
