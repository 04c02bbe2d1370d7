import { LlmgineError } from '@llmgine/contracts'

/**
 * The address of an endpoint in the one form that is used from here on: without a slash at the end, and with `/v1` where the address
 * names a server only, or always when `versioned` says so.
 *
 * @param source Where it was named, for the error: `--base-url`.
 * @throws `cli.bad_base_url` when it is no http address, or carries a user name or password; the message does not repeat it then
 */
export function toBaseUrl(text: string, options: { readonly source: string; readonly versioned?: boolean }): string {
  const { source, versioned = false } = options
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw badBaseUrl(source, `"${text}" is not an http or https address such as http://127.0.0.1:4000/v1`)
  }
  if (url.username !== '' || url.password !== '') {
    throw badBaseUrl(
      source,
      'the address holds a user name or password; give the key in LITELLM_API_KEY or OPENAI_API_KEY',
    )
  }
  const path = url.pathname.replace(/\/+$/, '')
  const needsVersion = path === '' || (versioned && !path.endsWith('/v1'))
  return url.origin + path + (needsVersion ? '/v1' : '')
}

function badBaseUrl(source: string, problem: string): LlmgineError {
  return new LlmgineError('cli.bad_base_url', `${source}: ${problem}.`)
}
