import {
  type Clock,
  type EventLog,
  LlmgineError,
  type LoggedMessage,
  type LogRecord,
  type Page,
  type ReadOptions,
  type SessionSummary,
  type SessionsOptions,
  type Snapshot,
} from '@llmgine/contracts'
import { appendRecords } from './append-records.ts'
import { createWaiters, type Waiters } from './create-waiters.ts'
import { dropUnshared } from './drop-unshared.ts'
import { headOf, holderOf, messageAt, positionUnder, type StoredSession } from './stored-session.ts'
import { toPlainData } from './to-plain-data.ts'

/** What a log holds. */
interface Held {
  readonly sessions: Map<string, StoredSession>
  readonly waiters: Waiters
  readonly clock: Clock
  /** How many writes there have been. */
  writes: number
}

/** An event log that lives as long as the process. */
export function createMemoryLog(clock: Clock): Required<EventLog> {
  const held: Held = { sessions: new Map(), waiters: createWaiters(), clock, writes: 0 }
  return { ...writing(held), ...reading(held) }
}

function writing(held: Held): Pick<Required<EventLog>, 'append' | 'fork' | 'forget' | 'saveSnapshot'> {
  const { sessions, waiters, clock } = held
  return {
    async append(sessionId: string, records: readonly LogRecord[]): Promise<{ readonly position: number }> {
      const now = clock.now()
      const session = sessions.get(sessionId) ?? createSession(sessionId, now)
      const before = headOf(session)
      const { position, changed } = appendRecords(session, records, held.writes + 1)
      if (!changed) return { position }
      held.writes += 1
      session.written = held.writes
      session.updatedAt = now
      sessions.set(sessionId, session)
      if (headOf(session) > before) waiters.wake(sessionId)
      return { position }
    },

    async fork(sessionId: string, options: { readonly at: number; readonly as: string }): Promise<void> {
      const session = sessions.get(sessionId)
      if (session === undefined) throw unknownSession(sessionId)
      if (sessions.has(options.as)) throw sessionExists(options.as)
      if (!isPositionOf(session, options.at)) throw outOfRange(session, options.at)
      held.writes += 1
      sessions.set(options.as, createFork(session, { ...options, written: held.writes, now: clock.now() }))
      waiters.wake(options.as)
    },

    async forget(sessionId: string): Promise<void> {
      const session = sessions.get(sessionId)
      sessions.delete(sessionId)
      if (session !== undefined) dropUnshared(session, sessions.values())
    },

    async saveSnapshot(sessionId: string, snapshot: Snapshot): Promise<void> {
      const session = sessions.get(sessionId)
      if (session !== undefined) session.snapshot = toPlainData(snapshot)
    },
  }
}

function reading({ sessions, waiters }: Held): Omit<Required<EventLog>, keyof ReturnType<typeof writing>> {
  return {
    async *read(sessionId: string, options: ReadOptions = {}): AsyncGenerator<LoggedMessage, void, undefined> {
      const { after = 0, types, limit = Number.POSITIVE_INFINITY, signal } = options
      signal?.throwIfAborted()
      const session = sessions.get(sessionId)
      const head = session === undefined ? 0 : headOf(session)
      let left = limit
      for (let position = after + 1; session !== undefined && position <= head && left > 0; position += 1) {
        const logged = messageAt(session, position)
        if (logged === undefined || (types !== undefined && !types.includes(logged.message.type))) continue
        yield logged
        signal?.throwIfAborted()
        left -= 1
      }
    },

    async find(sessionId: string, onceKey: string): Promise<LoggedMessage | undefined> {
      const session = sessions.get(sessionId)
      const position = session && positionUnder(session, onceKey)
      const logged = session && position && messageAt(session, position)
      return logged ? { ...logged, onceKey } : undefined
    },

    async sessions(options: SessionsOptions = {}): Promise<Page<SessionSummary>> {
      const { mark, limit = 100, cursor } = options
      const before = cursor === undefined ? Number.POSITIVE_INFINITY : Number(cursor)
      const found = [...sessions.values()]
        .filter((session) => session.written < before && (mark === undefined || session.mark === mark))
        .sort((one, other) => other.written - one.written)
      const shown = found.slice(0, limit)
      const last = found.length > shown.length ? shown.at(-1) : undefined
      return { items: shown.map(toSummary), next: last && String(last.written) }
    },

    async loadSnapshot(sessionId: string): Promise<Snapshot | undefined> {
      return sessions.get(sessionId)?.snapshot
    },

    async *watch(sessionId, { after = 0, signal }): AsyncGenerator<LoggedMessage, void, undefined> {
      let position = after
      while (!signal.aborted) {
        const session = sessions.get(sessionId)
        const logged = session && messageAt(session, position + 1)
        if (logged === undefined) {
          await waiters.wait(sessionId, signal)
        } else {
          position = logged.position
          yield logged
        }
      }
    },
  }
}

function createSession(id: string, now: number): StoredSession {
  return {
    id,
    past: undefined,
    parent: undefined,
    own: [],
    positions: new Map(),
    keys: new Map(),
    createdAt: now,
    updatedAt: now,
    mark: 'idle',
    written: 0,
    snapshot: undefined,
  }
}

function createFork(
  session: StoredSession,
  fork: { readonly at: number; readonly as: string; readonly written: number; readonly now: number },
): StoredSession {
  const { at, as, written, now } = fork
  const holder = holderOf(session, at)
  // A key given to the past of `session` after that was shared is none of `session`'s, and so none of its fork's.
  const shared = holder === session ? written : pastFrom(session, holder)
  return {
    ...createSession(as, now),
    past: at === 0 ? undefined : { session: holder, at, written: shared },
    parent: { id: session.id, at },
    written,
  }
}

function pastFrom(session: StoredSession, holder: StoredSession): number {
  let until = Number.POSITIVE_INFINITY
  for (let past = session.past; past !== undefined; past = past.session.past) {
    until = Math.min(until, past.written)
    if (past.session === holder) break
  }
  return until
}

function isPositionOf(session: StoredSession, at: number): boolean {
  return Number.isInteger(at) && at >= 0 && at <= headOf(session)
}

function toSummary(session: StoredSession): SessionSummary {
  const { id, mark, createdAt, updatedAt, parent } = session
  return { id, mark, position: headOf(session), createdAt, updatedAt, parent }
}

function unknownSession(sessionId: string): LlmgineError {
  return new LlmgineError('log.unknown_session', `There is no session "${sessionId}" in this log.`, {
    details: { sessionId },
  })
}

function sessionExists(sessionId: string): LlmgineError {
  return new LlmgineError('log.session_exists', `There is a session "${sessionId}" already. Fork under a new id.`, {
    details: { sessionId },
  })
}

function outOfRange(session: StoredSession, at: number): LlmgineError {
  const head = headOf(session)
  return new LlmgineError(
    'log.position_out_of_range',
    `Session "${session.id}" has the positions 0 to ${head}; it cannot be forked at ${at}.`,
    { details: { sessionId: session.id, at, head } },
  )
}
