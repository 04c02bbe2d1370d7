import type { Schema } from '../schema/schema.ts'
import type { CommandDefinition } from './command-definition.ts'

/** What may be said of a command besides its type. */
export interface CommandOptions<Payload, Result> {
  readonly payload?: Schema<unknown, Payload> | undefined
  readonly result?: Schema<unknown, Result> | undefined
  /** @default 1 */
  readonly version?: number | undefined
  /** @default false */
  readonly journalled?: boolean | undefined
}

/**
 * Defines a command. The types of payload and result come from the schemas, or are given when there are none.
 *
 * @param type A verb in its subject's name space: `tasks.assign`.
 * @example
 * const AssignTask = defineCommand('tasks.assign', {
 *   payload: z.object({ title: z.string() }),
 *   result: z.object({ id: z.string() }),
 * })
 */
// @__NO_SIDE_EFFECTS__
export function defineCommand<Payload = void, Result = void>(
  type: string,
  options: CommandOptions<Payload, Result> = {},
): CommandDefinition<Payload, Result> {
  const { payload, result, version = 1, journalled = false } = options
  return { kind: 'command', type, payload, result, version, journalled }
}
