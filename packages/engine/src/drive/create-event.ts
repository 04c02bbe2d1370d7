import { createMessage, type EventDefinition, type Message } from '@llmgine/contracts'
import type { EngineHost } from './engine-host.ts'

/** An event that is caused by an input: of a turn by the one it began with. */
export function createEvent<Payload>(
  { generateId, clock }: Pick<EngineHost, 'generateId' | 'clock'>,
  { input }: { readonly input: Message },
  { event, payload }: { readonly event: EventDefinition<Payload>; readonly payload: NoInfer<Payload> },
): Message<Payload> {
  return createMessage(event, payload, { cause: input, id: generateId(), time: clock.now() })
}
