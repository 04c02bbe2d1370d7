import type { LogRecord } from './log-record.ts'
import type { LoggedMessage } from './logged-message.ts'
import type { Page } from './page.ts'
import type { SessionMark } from './session-mark.ts'
import type { SessionSummary } from './session-summary.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Sessions as append-only logs of messages. State is a fold over it, resume means "open the log". Positions count from 1 within a session
 * without gaps; 0 is before the first message.
 */
export interface EventLog {
  /**
   * Adds records to a session: all or none, in call order per session. Answers, once they are kept, with the position of the last one.
   * A message whose id the session has already changes nothing, unless it brings a `onceKey` that is new, which is then attached; keys it
   * has stay. The same message under the same key again is taken as done. What JSON cannot hold is refused with `store.not_json`.
   * @throws `log.conflict` with `details.onceKey` when another message stands under a `onceKey`; then nothing was added
   */
  append(
    sessionId: string,
    records: readonly LogRecord[],
    options?: AppendOptions,
  ): Promise<{ readonly position: number }>

  /** The messages of a session in order, to where it ended when reading began. An unknown session has none. */
  read(sessionId: string, options?: ReadOptions): AsyncIterable<LoggedMessage>

  /** The message that stands under a `onceKey`, the past of a fork included. */
  find(sessionId: string, onceKey: string): Promise<LoggedMessage | undefined>

  /** The sessions there are, the most recently written first. */
  sessions(options?: SessionsOptions): Promise<Page<SessionSummary>>

  /**
   * Makes a new session that shares the past of this one up to and including position `at`. What either writes later is its own. The
   * child's messages are read under the child's session id. It rests (`idle`) until it is marked, and has no snapshot yet.
   * @throws `log.unknown_session`, `log.session_exists`, `log.position_out_of_range`
   */
  fork(sessionId: string, options: { readonly at: number; readonly as: string }): Promise<void>

  /** Removes a session and all it holds; forks keep the past they share. An unknown session changes nothing. */
  forget(sessionId: string): Promise<void>

  /** Keeps the one snapshot of a session, in place of an earlier one. An unknown session keeps none. */
  saveSnapshot?(sessionId: string, snapshot: Snapshot): Promise<void>

  /** The snapshot of a session, when there is one. */
  loadSnapshot?(sessionId: string): Promise<Snapshot | undefined>

  /** The messages of a session after a position, those there are and then those to come, until the signal aborts. */
  watch?(
    sessionId: string,
    options: { readonly after?: number | undefined; readonly signal: AbortSignal },
  ): AsyncIterable<LoggedMessage>
}

/** How records are added. */
export interface AppendOptions {
  /**
   * Lets the log keep them a little later, 50 ms at most: together with the next append that is not lazy, and before anything is read. Their
   * order is that of the calls all the same. For facts that nobody acts on before they are kept. @default false
   */
  readonly lazily?: boolean | undefined
}

/** Which messages of a session are read. */
export interface ReadOptions {
  /** Only those after this position. @default 0 */
  readonly after?: number | undefined
  /** Only messages of these types. @default all */
  readonly types?: readonly string[] | undefined
  /** At most this many. @default all */
  readonly limit?: number | undefined
  /** Ends the reading by throwing the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Which sessions are listed. */
export interface SessionsOptions {
  /** Only sessions whose latest mark is this. @default all */
  readonly mark?: SessionMark | undefined
  /** @default 100 */
  readonly limit?: number | undefined
  /** The `next` of the page before. */
  readonly cursor?: string | undefined
}
