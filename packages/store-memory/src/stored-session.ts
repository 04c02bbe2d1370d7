import type { LoggedMessage, SessionMark, SessionSummary, Snapshot } from '@llmgine/contracts'

/** A session as it is held: what was written to it, and where the past it shares with another one stands. */
export interface StoredSession {
  readonly id: string
  readonly past: SharedPast | undefined
  readonly parent: SessionSummary['parent']
  /** What was written to this very session; the first one stands right after the shared past. */
  readonly own: LoggedMessage[]
  readonly positions: Map<string, number>
  readonly keys: Map<string, { readonly position: number; readonly written: number }>
  readonly createdAt: number
  updatedAt: number
  mark: SessionMark
  /** The number of its latest write among all writes of the log. */
  written: number
  snapshot: Snapshot | undefined
}

/** What a fork shares: the messages of a session up to `at`, and the keys that were given until the write numbered `written`. */
export interface SharedPast {
  readonly session: StoredSession
  readonly at: number
  readonly written: number
}

/** The position of the last message. */
export function headOf(session: StoredSession): number {
  return (session.past?.at ?? 0) + session.own.length
}

/** The session in whose own messages a position stands. */
export function holderOf(session: StoredSession, position: number): StoredSession {
  let holder = session
  while (holder.past !== undefined && position <= holder.past.at) holder = holder.past.session
  return holder
}

/** The message at a position. One of the shared past is seen under this session's id. */
export function messageAt(session: StoredSession, position: number): LoggedMessage | undefined {
  const holder = holderOf(session, position)
  const logged = holder.own[position - (holder.past?.at ?? 0) - 1]
  if (holder === session || logged?.message.sessionId !== holder.id) return logged
  return { ...logged, message: { ...logged.message, sessionId: session.id } }
}

/** Where the message of an id stands, the shared past included. */
export function positionOf(session: StoredSession, messageId: string): number | undefined {
  return search(session, (holder) => holder.positions.get(messageId))
}

/** Where the message stands that holds a key, the shared past included. */
export function positionUnder(session: StoredSession, onceKey: string): number | undefined {
  return search(session, (holder, until) => {
    const key = holder.keys.get(onceKey)
    return key !== undefined && key.written <= until ? key.position : undefined
  })
}

function search(
  session: StoredSession,
  lookUp: (holder: StoredSession, until: number) => number | undefined,
): number | undefined {
  let holder = session
  let at = Number.POSITIVE_INFINITY
  let until = Number.POSITIVE_INFINITY
  for (;;) {
    const position = lookUp(holder, until)
    if (position !== undefined && position <= at) return position
    if (holder.past === undefined) return undefined
    at = Math.min(at, holder.past.at)
    until = Math.min(until, holder.past.written)
    holder = holder.past.session
  }
}
