import { LlmgineError } from '@llmgine/contracts'

/**
 * An endpoint's address as the client wants it: without a slash at its end, with `/v1` where there is no path, without the path of a method
 * that was copied along.
 */
export function toBaseUrl(endpoint: string, baseUrl: string): string {
  const url = URL.parse(baseUrl)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw bad(endpoint, baseUrl, 'Expected an address like http://localhost:4000.')
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw bad(
      endpoint,
      url.origin,
      'It must hold neither a user name, a password nor a query; give the key as `apiKey`.',
    )
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(chat\/completions|embeddings|models)$/, '')
  return `${url.origin}${path === '' ? '/v1' : path}`
}

function bad(endpoint: string, got: string, expected: string): LlmgineError {
  return new LlmgineError(
    'model.bad_options',
    `The base URL of endpoint "${endpoint}" cannot be used: "${got}". ${expected}`,
    {
      details: { endpoint },
    },
  )
}
