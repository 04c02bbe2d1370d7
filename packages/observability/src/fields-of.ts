/** Any value as something whose fields can be looked at. Logs may hold what another version wrote, so nothing is taken for granted. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  // An object's fields are unknown until looked at, which is all that the type says.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** A number of at least 0; anything else counts as 0. */
export function amountOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0
}
