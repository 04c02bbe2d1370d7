/**
 * What comes over the wire, as a chunk of a stream or as a whole answer: anything at all. Every field is looked at before it is believed.
 */
export interface WireChunk {
  readonly model?: unknown
  readonly choices?: unknown
  readonly usage?: unknown
  readonly error?: unknown
}

/** A value as an object whose fields may be looked at; of anything else, one without fields. */
export function toFields(value: unknown): Readonly<Record<string, unknown>> {
  // Checked on the same line: whatever its fields hold, it is an object.
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : nothing
}

const nothing: Readonly<Record<string, unknown>> = {}
