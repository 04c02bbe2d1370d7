import type { Schema } from '../schema/schema.ts'
import type { MessageDefinition } from './message-definition.ts'

/** A command: what it takes, and what its one handler answers with. Made by `defineCommand`. */
export interface CommandDefinition<in out Payload, in out Result> extends MessageDefinition {
  readonly kind: 'command'
  /** Checks a payload where trust changes hands. */
  readonly payload: Schema<unknown, Payload> | undefined
  /** Checks a result that comes from another process. */
  readonly result: Schema<unknown, Result> | undefined
  /** Exists for the compiler only. */
  readonly '~types'?: { readonly payload: Payload; readonly result: Result } | undefined
}
