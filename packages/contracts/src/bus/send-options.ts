import type { Actor } from '../messages/actor.ts'

/** How a command is sent. What is not given is taken from the bus it is sent through (`bus.as(message)`, `bus.session(id)`). */
export interface SendOptions {
  readonly sessionId?: string | undefined
  readonly actor?: Actor | undefined
  /** The message's id. @default a new UUID version 7 */
  readonly id?: string | undefined
  /** Reaches the handler; when it aborts, the sender's promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined
}

/** How an event is published. */
export interface PublishOptions extends SendOptions {
  /**
   * Holds the event until somebody listens to its type, at most `timeoutMs` (5,000 when `true`); then it is refused with
   * `bus.no_listener`. Who listens to every event (`'*'`) does not count: watching is not waiting.
   * @default false
   */
  readonly waitForHandler?: boolean | { readonly timeoutMs: number } | undefined
}
