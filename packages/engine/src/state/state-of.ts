import type { Schema } from '@llmgine/contracts'

/** One schema per key of the state: any Standard Schema, or a `list` or `transient` one. */
export type StateSchemas = Readonly<Record<string, Schema<unknown, unknown>>>

/** The state that schemas describe, as actions and conditions see it: read-only. */
export type StateOf<Schemas extends StateSchemas> = {
  readonly [Key in keyof Schemas]: Schemas[Key] extends Schema<unknown, infer Value> ? Value : never
}
