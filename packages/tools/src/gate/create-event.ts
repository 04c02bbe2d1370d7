import { createMessage, type EventDefinition, type Message } from '@llmgine/contracts'
import type { Passage } from './passage.ts'

/** An event of this call: caused by its message, in its session, for its actor. */
export function createEvent<Payload>(
  { world, cause }: Passage,
  definition: EventDefinition<Payload>,
  payload: NoInfer<Payload>,
): Message<Payload> {
  return createMessage(definition, payload, { cause, id: world.generateId(), time: world.clock.now() })
}
