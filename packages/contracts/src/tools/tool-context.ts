import type { Actor } from '../messages/actor.ts'

/** What a tool's functions know of the call besides its input. */
export interface ToolContext {
  /** Ours: `<session>/<step>/<index>`. The same call has the same id after a restart: the idempotency key of whatever it writes. */
  readonly callId: string
  readonly sessionId?: string | undefined
  /** Who asked. The tool runs for this actor, whoever approved. */
  readonly actor?: Actor | undefined
  /** Aborts on the tool's timeout and when the turn is cancelled. */
  readonly signal: AbortSignal
  /** Tells how far it is; shown to people, never logged. `fraction` is 0 to 1. */
  progress(message: string, fraction?: number): void
}
