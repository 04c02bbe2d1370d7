import { LlmgineError } from '@llmgine/contracts'
import { parseJson } from '../wire/parse-json.ts'
import { detailsOf, type EndpointFacts, nameOf } from './endpoint-facts.ts'
import { quote } from './quote.ts'

/** What came is not what Chat Completions answers. `text` is its beginning. */
export function badReply(text: string, facts: EndpointFacts): LlmgineError {
  const html = /^\s*<(?:!doctype|html|head|body)/i.test(text)
  const empty = text.trim() === ''
  const isJson = parseJson(text) !== undefined
  const what = html
    ? 'an HTML page'
    : empty
      ? 'nothing'
      : isJson
        ? 'JSON of a shape it should not have'
        : 'something that is not JSON'
  const mend = html
    ? 'Correct the base URL: it seems to lead to a web site.'
    : 'Try again, and check that the base URL leads to a Chat Completions server.'
  return new LlmgineError('model.bad_reply', `${nameOf(facts)} answered with ${what}. ${mend}`, {
    details: { ...detailsOf(facts), ...(!html && !empty && { begins: quote(text, facts.secrets).slice(0, 80) }) },
    retryable: !html,
  })
}

/** A whole answer that was cut off. */
export function cutOff(cause: unknown, facts: EndpointFacts): LlmgineError {
  const message = `${nameOf(facts)} cut the connection before its answer was whole. Try again.`
  return new LlmgineError('model.bad_reply', message, { cause, details: detailsOf(facts), retryable: true })
}

/** An answer that says nothing, not even that it is refused. */
export function emptyAnswer(facts: EndpointFacts): LlmgineError {
  const message = `${nameOf(facts)} answered without saying anything. Try again.`
  return new LlmgineError('model.bad_reply', message, { details: detailsOf(facts), retryable: true })
}

/** An answer larger than what is read. */
export function tooLarge(maxBytes: number, facts: EndpointFacts): LlmgineError {
  const message = `${nameOf(facts)} sent more than ${Math.round(maxBytes / 1024 / 1024)} MiB for one answer. Limit it with maxOutputTokens.`
  return new LlmgineError('model.bad_reply', message, { details: { ...detailsOf(facts), maxBytes } })
}
