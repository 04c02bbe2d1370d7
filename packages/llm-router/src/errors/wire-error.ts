import { toFields } from '../wire/wire-chunk.ts'

/** What a server says of its failure, whatever shape it says it in. */
export interface WireError {
  /** Its words; empty when it found none. */
  readonly message: string
  /** Its words for the kind of failure: `type` and `code`, in lower case. */
  readonly kind: string
  /** An HTTP status, where it stands in the body. */
  readonly status?: number | undefined
}

/**
 * Reads the error objects of OpenAI, LiteLLM, Ollama, vLLM and FastAPI. Of what is no JSON it takes a first line of text, and of an HTML
 * page its title.
 */
export function toWireError(body: unknown): WireError {
  if (typeof body === 'string') return { message: toPlainText(body), kind: '' }
  const outer = toFields(body)
  const inner = typeof outer.error === 'object' && outer.error !== null ? toFields(outer.error) : outer
  const status = Number(inner.code ?? inner.status)
  return {
    message: firstText(inner.message, outer.error, outer.message, outer.detail),
    kind: [inner.type, inner.code]
      .filter((word) => typeof word === 'string')
      .join(' ')
      .toLowerCase(),
    status: Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined,
  }
}

function firstText(...candidates: readonly unknown[]): string {
  const found = candidates.find((candidate) => candidate !== undefined && candidate !== null)
  if (typeof found === 'string') return found
  return found === undefined ? '' : JSON.stringify(found)
}

function toPlainText(text: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]
  if (title !== undefined) return title
  return /^\s*</.test(text) ? '' : (text.trim().split('\n', 1)[0] ?? '')
}
