import { generateId } from '../world/generate-id.ts'
import type { Actor } from './actor.ts'
import type { CommandDefinition } from './command-definition.ts'
import type { EventDefinition } from './event-definition.ts'
import type { Message } from './message.ts'
import type { MessageDefinition } from './message-definition.ts'

/** Where a message comes from. Session, actor and correlation are taken from `cause` unless given. */
export interface CreateMessageOptions {
  /** The message whose handling sends this one. */
  readonly cause?: Message | undefined
  readonly sessionId?: string | undefined
  readonly actor?: Actor | undefined
  /** @default a new UUID version 7 */
  readonly id?: string | undefined
  /** Milliseconds since the Unix epoch. @default Date.now() */
  readonly time?: number | undefined
}

/**
 * Makes a message without sending it: made first, then logged, then dispatched, so that what is stored and what is heard are one.
 *
 * @example
 * const message = createMessage(TaskAssigned, { title: 'Poster' }, { cause: context.message })
 * await log.append(message.sessionId, [{ message }])
 * await bus.dispatch(message)
 */
export function createMessage<Payload>(
  definition: EventDefinition<Payload>,
  payload: NoInfer<Payload>,
  options?: CreateMessageOptions,
): Message<Payload>
export function createMessage<Payload, Result>(
  definition: CommandDefinition<Payload, Result>,
  payload: NoInfer<Payload>,
  options?: CreateMessageOptions,
): Message<Payload>
export function createMessage<Payload>(
  definition: MessageDefinition,
  payload: Payload,
  options: CreateMessageOptions = {},
): Message<Payload> {
  const { cause } = options
  const id = options.id ?? generateId()
  return {
    id,
    kind: definition.kind,
    type: definition.type,
    payload,
    time: options.time ?? Date.now(),
    sessionId: options.sessionId ?? cause?.sessionId,
    actor: options.actor ?? cause?.actor,
    correlationId: cause?.correlationId ?? id,
    causationId: cause?.id,
    version: definition.version === 1 ? undefined : definition.version,
  }
}
