import type { Schema } from '../schema/schema.ts'
import type { MessageDefinition } from './message-definition.ts'

/** An event: a fact that any number of handlers may hear. Made by `defineEvent`. */
export interface EventDefinition<in out Payload> extends MessageDefinition {
  readonly kind: 'event'
  /** Checks a payload where trust changes hands. */
  readonly payload: Schema<unknown, Payload> | undefined
  /** An ephemeral event is heard by who listens now and never written to the log. */
  readonly ephemeral: boolean
  /** Exists for the compiler only. */
  readonly '~types'?: { readonly payload: Payload } | undefined
}
