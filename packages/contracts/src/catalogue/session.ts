import type { SessionView } from '../engine/session-view.ts'
import type { ErrorData } from '../errors/error-data.ts'
import type { CommandDefinition } from '../messages/command-definition.ts'
import { defineCommand } from '../messages/define-command.ts'
import { defineEvent } from '../messages/define-event.ts'
import type { EventDefinition } from '../messages/event-definition.ts'
import { shape } from '../schema/shape.ts'

/** A session as it stands. Needs a session: `bus.session(id)` or `options.sessionId`. */
export const SessionRead: CommandDefinition<void, SessionView> = defineCommand('session.read')

/** Where to branch off. */
export interface SessionForkPayload {
  /** The sequence number of the last step the fork shares. @default the last step */
  readonly atStep?: number | undefined
  /** The id of the new session. @default a new id */
  readonly as?: string | undefined
}

/** Makes a new session with the past of this one; questions that are open are asked anew there. */
export const SessionFork: CommandDefinition<SessionForkPayload, { readonly sessionId: string }> = defineCommand(
  'session.fork',
  {
    payload: shape<SessionForkPayload>({ atStep: 'number?', as: 'string?' }),
  },
)

/** A scope was opened on a bus. It speaks of the scope: the session in the log may be older. */
export interface SessionOpenedPayload {
  readonly sessionId: string
}

/** Tells that a bus has a scope for a session. */
export const SessionOpened: EventDefinition<SessionOpenedPayload> = defineEvent('session.opened', { ephemeral: true })

/** A scope was closed; the session in the log lives on. */
export interface SessionClosedPayload {
  readonly sessionId: string
  readonly error?: ErrorData | undefined
}

/** Tells that the scope of a session is gone from a bus, and its handlers with it. */
export const SessionClosed: EventDefinition<SessionClosedPayload> = defineEvent('session.closed', { ephemeral: true })
