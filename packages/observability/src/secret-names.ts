/** Words, and pairs of words, that name a secret wherever they stand in a name. */
const words = new Set(
  'password passwd pwd passphrase passcode secret secrets token authorization credential credentials cookie cookies apikey bearer jwt'.split(
    ' ',
  ),
)
const pairs = new Set([
  'api key',
  'api keys',
  'access key',
  'private key',
  'signing key',
  'encryption key',
  'master key',
])

/**
 * Whether what stands under a name is a secret: `apiKey`, `OPENAI_API_KEY`, `x-auth-token`, `clientSecret`. Flags and absent values are
 * none, nor is a number of tokens.
 */
export function isSecretName(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean' || value === '') return false
  const parts = wordsOf(name)
  return parts.some((word, index) => {
    if (pairs.has(`${word} ${parts[index + 1] ?? ''}`)) return true
    return words.has(word) && !(word === 'token' && typeof value === 'number')
  })
}

/** `OPENAI_API_KEY`, `openaiApiKey` and `openai-api-key` are the same words. */
function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase())
}
