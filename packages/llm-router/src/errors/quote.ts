/** A server's words as they may stand in a message: one line of at most 300 characters, without what is secret or looks like a key. */
export function quote(text: string, secrets: readonly string[]): string {
  const line = text.slice(0, 4_000).replaceAll(/\s+/g, ' ').trim()
  const known = secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, hidden)), line)
  const safe = known.replaceAll(/\b(?:(?:sk|pk|key)[-_]|bearer )[\w*.+/=-]{6,}/gi, hidden)
  return safe.length > 300 ? `${safe.slice(0, 299)}…` : safe
}

const hidden = '[redacted]'
