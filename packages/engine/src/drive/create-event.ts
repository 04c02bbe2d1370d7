import { createMessage, type EventDefinition, type Message } from '@llmgine/contracts'
import type { OpenTurn } from '../session/session-fold.ts'
import type { EngineHost } from './engine-host.ts'

/** An event of a turn, caused by its input. */
export function createEvent<Payload>(
  { generateId, clock }: Pick<EngineHost, 'generateId' | 'clock'>,
  { input }: Pick<OpenTurn, 'input'>,
  { event, payload }: { readonly event: EventDefinition<Payload>; readonly payload: NoInfer<Payload> },
): Message<Payload> {
  return createMessage(event, payload, { cause: input, id: generateId(), time: clock.now() })
}
