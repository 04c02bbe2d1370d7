import type { Schema } from '@llmgine/contracts'

/** The schema of a key that is kept in memory only. Made by {@link transient}. */
export interface TransientSchema<Value> extends Schema<unknown, Value | undefined> {
  readonly '~state': 'transient'
}

/**
 * A key that one action hands to the next and nobody keeps: it is not checked, not logged, and gone after a restart. So whoever reads it must
 * be able to make it anew.
 *
 * @example
 * const machine = defineMachine({ request: transient<ModelRequest>() })
 */
export function transient<Value>(): TransientSchema<Value> {
  return {
    '~state': 'transient',
    // What it lets through is what the compiler let be written.
    '~standard': { version: 1, vendor: 'llmgine', validate: (value) => ({ value: value as Value | undefined }) },
  }
}

/** Whether a schema is that of a key that is kept in memory only. */
export function isTransient(schema: Schema | undefined): schema is TransientSchema<unknown> {
  return schema !== undefined && '~state' in schema && schema['~state'] === 'transient'
}
