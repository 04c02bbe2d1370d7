import type { CommandDefinition } from './command-definition.ts'
import type { EventDefinition } from './event-definition.ts'
import type { Message } from './message.ts'

/**
 * Whether a message is of a definition, and so has its payload. It compares kind and type; the payload of a message that comes from
 * outside is checked with the definition's schema where it enters.
 *
 * @example
 * if (isMessage(ModelDelta, message)) show(message.payload)
 */
export function isMessage<Payload>(definition: EventDefinition<Payload>, message: Message): message is Message<Payload>
export function isMessage<Payload, Result>(
  definition: CommandDefinition<Payload, Result>,
  message: Message,
): message is Message<Payload>
export function isMessage(definition: { readonly kind: string; readonly type: string }, message: Message): boolean {
  return message.type === definition.type && message.kind === definition.kind
}
