/** Shapes of secrets, and what is left of them. None can take longer than its text is long. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, '[redacted]'],
  // JSON Web Token
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, '[redacted]'],
  // OpenAI, Anthropic, LiteLLM and their like; GitHub, GitLab, Slack, Notion, Amazon, Google
  [/\bsk-[\w-]{4,}/g, '[redacted]'],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|xox[a-z]-|ntn_|secret_)[\w-]{10,}/g, '[redacted]'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, '[redacted]'],
  [/\bAIza[\w-]{30,}/g, '[redacted]'],
  // Discord
  [/\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g, '[redacted]'],
  [/\b(bearer)\s+[\w.~+/=-]{6,}/gi, '$1 [redacted]'],
  [/\b(authorization["']?\s{0,4}[:=]\s{0,4}["']?\w{1,20}\s+)[^\s"',;]+/gi, '$1[redacted]'],
  // name="value", name=value, name: value with a digit in it
  [/\b([\w-]{0,40}(?:api[-_]?key|password|passwd|secret|token)["']?\s{0,4}[:=]\s{0,4}["'])[^"']+/gi, '$1[redacted]'],
  [/\b([\w-]{0,40}(?:api[-_]?key|password|passwd|secret|token)=)[^\s"'&,;]+/gi, '$1[redacted]'],
  [/\b([\w-]{0,40}(?:api[-_]?key|password|passwd|secret|token):\s{0,4})(?=\S{0,100}\d)[^\s"',;]{6,}/gi, '$1[redacted]'],
  // https://user:password@host
  [/(:\/\/)[^\s/:@]{1,200}:[^\s/@]{1,200}@/g, '$1[redacted]@'],
]

/** How far beyond the cut a secret may reach and still be recognised. */
const margin = 500

/**
 * A text without what looks like a secret in it, cut to a length.
 *
 * @param options `secrets` go wherever they stand.
 */
export function redactText(
  text: string,
  { secrets, maxCharacters }: { readonly secrets: readonly string[]; readonly maxCharacters: number },
): string {
  let safe = text.slice(0, maxCharacters + margin)
  for (const secret of secrets) if (secret.length >= 4) safe = safe.replaceAll(secret, '[redacted]')
  for (const [shape, replacement] of shapes) safe = safe.replaceAll(shape, replacement)
  if (safe.length <= maxCharacters && text.length <= maxCharacters + margin) return safe
  return `${safe.slice(0, maxCharacters)}… (${text.length} characters)`
}
