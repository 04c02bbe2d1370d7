import type { SessionBus } from '@llmgine/contracts'
import type { LoadedFold } from './load-fold.ts'
import type { SessionFold } from './session-fold.ts'

/** A session that is held in memory, because something happens in it or happened not long ago. */
export interface LiveSession {
  readonly id: string
  fold: SessionFold
  /** Everything up to this position of the log is in the fold. */
  position: number
  /** The last position that this engine knows of. */
  head: number
  /** The log has records after `position` that others may have written. */
  behind: boolean
  /** The fold is not to be relied upon: others drive the session, or a write failed. It has to be read anew. */
  isLost: boolean
  /** The records after `position` that this engine wrote itself, by message id; with their position once it is known. */
  readonly own: Map<string, number | undefined>
  catching: Promise<void> | undefined
  reading: Promise<void> | undefined
  /** The scope on the bus in which its actions run. */
  scope: SessionBus | undefined
  /** The loop that drives it, while it does. */
  driving: Promise<void> | undefined
  /** Something has happened since the loop looked. */
  woken: boolean
  /** The action that runs, which can be told to stop. */
  running: { abort(reason: unknown): void } | undefined
  /** Events on their way to their listeners. */
  readonly telling: Set<Promise<void>>
  /** Inputs on their way to the log. */
  arriving: number
  /** How many commands and timers are at work with it. */
  users: number
}

/** Holds a session that was read from the log. */
export function createLiveSession(id: string, { fold, position }: LoadedFold): LiveSession {
  return {
    id,
    fold,
    position,
    head: position,
    behind: false,
    isLost: false,
    own: new Map(),
    catching: undefined,
    reading: undefined,
    scope: undefined,
    driving: undefined,
    woken: false,
    running: undefined,
    telling: new Set(),
    arriving: 0,
    users: 0,
  }
}
