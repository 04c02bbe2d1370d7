import type { Actor } from '../messages/actor.ts'

/** What goes with a model call besides the request. */
export interface CallOptions {
  /** Ends the call, the HTTP request included. */
  readonly signal?: AbortSignal | undefined
  /** Whose call it is: for limits, tags and records. */
  readonly sessionId?: string | undefined
  readonly actor?: Actor | undefined
}
