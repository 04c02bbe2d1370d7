/** How long a server asks to be left alone, in milliseconds: `retry-after-ms`, or `retry-after` as seconds or as a date. */
export function toRetryAfter(headers: Headers, now: number): number | undefined {
  const milliseconds = toNumber(headers.get('retry-after-ms'))
  if (milliseconds !== undefined) return milliseconds
  const value = headers.get('retry-after')
  const seconds = toNumber(value)
  if (seconds !== undefined) return seconds * 1_000
  // `Date.parse` takes nearly any text that holds a number for a date; that of HTTP begins with a weekday.
  const date = /^[A-Z][a-z]{2}/.test(value ?? '') ? Date.parse(value ?? '') : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0)
}

function toNumber(value: string | null): number | undefined {
  const number = value === null || value.trim() === '' ? Number.NaN : Number(value)
  return Number.isFinite(number) && number >= 0 ? number : undefined
}
