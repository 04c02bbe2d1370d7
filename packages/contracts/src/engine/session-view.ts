import type { Interaction } from '../interactions/interaction.ts'
import type { SessionMark } from '../log/session-mark.ts'

/** A session as it stands: what `session.read` answers with. */
export interface SessionView {
  readonly sessionId: string
  readonly mark: SessionMark
  /** The position of the last message in the log. */
  readonly position: number
  /** The sequence number the next step will have. */
  readonly sequence: number
  /** The action that comes next, when a turn is under way. */
  readonly next?: string | undefined
  /** The questions that are open. */
  readonly waitingFor: readonly Interaction[]
  /** The machine's state: every key that has a value. */
  readonly state: Readonly<Record<string, unknown>>
}
