import { hash } from 'node:crypto'
import { toCanonicalJson } from '@llmgine/contracts'

/** SHA-256 of a value's canonical JSON, in hex: equal values have equal digests. */
export function digestOf(value: unknown): string {
  return hash('sha256', toCanonicalJson(value), 'hex')
}
