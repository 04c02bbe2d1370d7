import type { Bus, Clock, Entitlement, EventLog, Tool } from '@llmgine/contracts'

/** A gate under test, and the world it stands in. */
export interface ToolGateSubject {
  /** A log that is empty. */
  createLog(): EventLog | Promise<EventLog>
  /**
   * Serves tools on a new bus: `tool.call`, `tool.list`, `tool.preview`, and `interaction.answer` as without an engine. On a log that has
   * been served before it is a restart, or a second process. The suite closes the bus.
   */
  serve(served: ServedTools): Bus | Promise<Bus>
}

/** What a gate is to serve. */
export interface ServedTools {
  readonly tools: readonly Tool[]
  readonly log: EventLog
  /** Also that of the bus. */
  readonly clock: Clock
  /** Milliseconds that a question may be answered and its approval used. @default no limit */
  readonly expiresInMs?: number | undefined
  /** Who may answer, whoever asked. @default the one who asked */
  readonly entitled?: Entitlement | undefined
}
