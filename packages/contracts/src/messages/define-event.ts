import type { Schema } from '../schema/schema.ts'
import type { EventDefinition } from './event-definition.ts'

/** What may be said of an event besides its type. */
export interface EventOptions<Payload> {
  readonly payload?: Schema<unknown, Payload> | undefined
  /** Heard by who listens now, never logged. @default false */
  readonly ephemeral?: boolean | undefined
  /** @default 1 */
  readonly version?: number | undefined
  /** Written to the log by its sender. @default false */
  readonly journalled?: boolean | undefined
}

/**
 * Defines an event. The payload's type comes from the schema, or is given when there is none.
 *
 * @param type A past participle in its subject's name space: `tasks.assigned`.
 * @example
 * const TaskAssigned = defineEvent('tasks.assigned', { payload: z.object({ title: z.string() }) })
 */
// @__NO_SIDE_EFFECTS__
export function defineEvent<Payload = void>(
  type: string,
  options: EventOptions<Payload> = {},
): EventDefinition<Payload> {
  const { payload, ephemeral = false, version = 1, journalled = false } = options
  return { kind: 'event', type, payload, ephemeral, version, journalled }
}
