import type { ErrorData } from '../errors/error-data.ts'
import { defineEvent } from '../messages/define-event.ts'
import type { EventDefinition } from '../messages/event-definition.ts'

/** A handler of an event threw. Never told of this event's own handlers. */
export interface HandlerFailedPayload {
  /** The event it was handling. */
  readonly messageId: string
  readonly messageType: string
  readonly error: ErrorData
}

/** Tells of a handler that threw; its siblings were not harmed. */
export const HandlerFailed: EventDefinition<HandlerFailedPayload> = defineEvent('bus.handler-failed', {
  ephemeral: true,
})
