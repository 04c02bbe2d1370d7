import { configFileName } from './read-config-file.ts'
import type { Settings } from './settings.ts'
import type { Sources } from './sources.ts'
import { toBaseUrl } from './to-base-url.ts'

/**
 * The endpoint that was named, the first of: `--base-url`, the model `offline`, LiteLLM's variables, OpenAI's, the file. A key goes to
 * the server it was set for, or to the one that is typed in `--base-url`; never to one that a file names.
 *
 * @throws `cli.bad_base_url`
 */
export function resolveEndpoint(
  { flags, env, file }: Pick<Sources, 'flags' | 'env' | 'file'>,
  model: string | undefined,
): Settings['endpoint'] {
  if (flags.baseUrl !== undefined) {
    const baseUrl = toBaseUrl(flags.baseUrl, { source: '--base-url' })
    return { name: 'endpoint', baseUrl, apiKey: keyFor(baseUrl, env), from: '--base-url' }
  }
  if (model === 'offline') return 'offline'
  if (env.LITELLM_BASE_URL) {
    const baseUrl = toBaseUrl(env.LITELLM_BASE_URL, { source: 'LITELLM_BASE_URL', versioned: true })
    return { name: 'LiteLLM', baseUrl, apiKey: env.LITELLM_API_KEY || undefined, from: 'LITELLM_BASE_URL' }
  }
  if (env.OPENAI_BASE_URL || env.OPENAI_API_KEY) {
    const from = env.OPENAI_BASE_URL ? 'OPENAI_BASE_URL' : 'OPENAI_API_KEY'
    const baseUrl = toBaseUrl(env.OPENAI_BASE_URL || 'https://api.openai.com/v1', { source: 'OPENAI_BASE_URL' })
    return { name: 'OpenAI', baseUrl, apiKey: env.OPENAI_API_KEY || undefined, from }
  }
  if (file.baseUrl !== undefined) {
    const baseUrl = toBaseUrl(file.baseUrl, { source: configFileName })
    return { name: 'endpoint', baseUrl, from: configFileName }
  }
  return undefined
}

/** The key that was set together with this address, else the one there is. */
function keyFor(baseUrl: string, env: Sources['env']): string | undefined {
  const openAi = env.OPENAI_BASE_URL || 'https://api.openai.com/v1'
  if (env.OPENAI_API_KEY && toBaseUrl(openAi, { source: 'OPENAI_BASE_URL' }) === baseUrl) return env.OPENAI_API_KEY
  return env.LITELLM_API_KEY || env.OPENAI_API_KEY || undefined
}
