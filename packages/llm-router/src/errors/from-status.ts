import { LlmgineError } from '@llmgine/contracts'
import { detailsOf, type EndpointFacts, nameOf } from './endpoint-facts.ts'
import { quote } from './quote.ts'
import type { WireError } from './wire-error.ts'

/** What an HTTP status and a server's own words come to. */
export function fromStatus(
  status: number,
  told: {
    readonly error: WireError
    readonly retryAfterMs?: number | undefined
    /** Where a redirect points to. */
    readonly location?: string | undefined
  },
  facts: EndpointFacts,
): LlmgineError {
  const { error, retryAfterMs } = told
  const kind = kindOf(status, error)
  const {
    message,
    retryable = false,
    quotable = true,
  } = status < 400 ? moved(status, told.location) : describe(kind, status, facts, retryAfterMs)
  const quoted = quotable && error.message !== '' ? ` It said: ${quote(error.message, facts.secrets)}` : ''
  return new LlmgineError(kind, `${nameOf(facts)} ${message}${quoted}`, {
    details: { ...detailsOf(facts), status, ...(retryAfterMs !== undefined && { retryAfterMs }) },
    retryable,
  })
}

type Kind =
  | 'model.unauthorized'
  | 'model.forbidden'
  | 'model.not_found'
  | 'model.rate_limited'
  | 'model.budget_exceeded'
  | 'model.context_too_long'
  | 'model.refused'
  | 'model.bad_request'
  | 'model.timeout'
  | 'model.server_error'

function kindOf(status: number, { kind, message }: WireError): Kind {
  if (status === 402 || /insufficient_quota|budget_exceeded/.test(kind) || /budget has been exceeded/i.test(message)) {
    return 'model.budget_exceeded'
  }
  if (/context_length|context_window|exceed_context/.test(kind) || (status < 500 && tooLong.test(message))) {
    return 'model.context_too_long'
  }
  if (/content_filter|content_policy/.test(kind)) return 'model.refused'
  switch (status) {
    case 401:
      return 'model.unauthorized'
    case 403:
      return 'model.forbidden'
    case 404:
      return 'model.not_found'
    case 408:
      return 'model.timeout'
    case 413:
      return 'model.context_too_long'
    case 409:
    case 425:
      return 'model.server_error'
    case 429:
      return 'model.rate_limited'
    default:
      if (status < 400) return 'model.not_found'
      return status >= 500 ? 'model.server_error' : 'model.bad_request'
  }
}

/** How servers that have no code for it say that a prompt does not fit. */
const tooLong =
  /context (?:length|window|size)|maximum context|prompt is too long|input is too long|too many (?:input )?tokens|maximum (?:input|prompt) length/i

interface Description {
  readonly message: string
  readonly retryable?: boolean
  /** Whether the server's words are worth repeating; after a wrong key they may hold part of it. @default true */
  readonly quotable?: boolean
}

function describe(kind: Kind, status: number, facts: EndpointFacts, retryAfterMs: number | undefined): Description {
  const model = facts.model === undefined ? 'this request' : `model "${facts.model}"`
  switch (kind) {
    case 'model.unauthorized':
      return {
        message: facts.hasKey
          ? `refused the API key (${status}). Give the key that this endpoint expects.`
          : `wants an API key (${status}), and none is given. Give one as \`apiKey\`.`,
        quotable: false,
      }
    case 'model.forbidden':
      return { message: `does not allow this key to use ${model} (${status}). Use a key that may, or another model.` }
    case 'model.not_found':
      return {
        message: `does not know ${model} (${status}). Choose one of the models it lists, or correct the base URL.`,
      }
    case 'model.rate_limited':
      return { message: `is asked too often (${status}). ${tryAgain(retryAfterMs)}`, retryable: true }
    case 'model.budget_exceeded':
      return {
        message: `refuses to go on because a budget or quota is used up (${status}). Raise it, or use another key.`,
      }
    case 'model.context_too_long':
      return {
        message: `cannot take a request this long for ${model} (${status}). Shorten the conversation, or use a model with a larger context.`,
      }
    case 'model.refused':
      return { message: `refused the content of the request (${status}). Change what is asked.` }
    case 'model.bad_request':
      return {
        message: `did not understand the request for ${model} (${status}). Correct it, or use a model that supports what it asks for.`,
      }
    case 'model.timeout':
      return { message: `gave up waiting (${status}). Try again.`, retryable: true }
    case 'model.server_error':
      return { message: `failed (${status}). ${tryAgain(retryAfterMs)}`, retryable: status !== 501 && status !== 505 }
  }
}

function moved(status: number, location: string | undefined): Description {
  const to = location?.split('?', 1)[0]
  return {
    message: `redirects requests (${status}). Use as base URL ${to === undefined ? 'the address it leads to' : `what "${to}" leads to`}.`,
  }
}

function tryAgain(retryAfterMs: number | undefined): string {
  return retryAfterMs === undefined ? 'Try again later.' : `Try again in ${Math.ceil(retryAfterMs / 1_000)} s.`
}
