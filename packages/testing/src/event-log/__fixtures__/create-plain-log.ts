import {
  type EventLog,
  LlmgineError,
  type LoggedMessage,
  type LogRecord,
  type Message,
  type ReadOptions,
  type SessionMark,
  type SessionSummary,
  type Snapshot,
} from '@llmgine/contracts'

/** What can be wrong with a log, one thing at a time. */
export type LogFault =
  | 'after is inclusive'
  | 'aliases what it was handed'
  | 'appends out of call order'
  | 'attaches no late key'
  | 'batch torn'
  | 'conflict does not name the key'
  | 'conflict ignored'
  | 'duplicate id accepted'
  | 'duplicate id replaces'
  | 'finds only its own keys'
  | 'fork keeps the id of its parent'
  | 'fork loses the keys of the past'
  | 'fork onto an existing session'
  | 'fork shares later writes'
  | 'fork takes all keys'
  | 'forgetting takes the past of forks'
  | 'forgetting leaves the keys'
  | 'keys are global'
  | 'late key lets go of the first'
  | 'lazy appends are overtaken'
  | 'lazy appends are never kept'
  | 'limit ignored'
  | 'mark of a refused batch stands'
  | 'oldest sessions first'
  | 'order lost'
  | 'page repeats its last session'
  | 'positions have gaps'
  | 'reads past its beginning'
  | 'signal ignored'
  | 'snapshot outlives its session'
  | 'tells the wrong time'
  | 'types ignored'
  | 'watch misses what comes while it yields'
  | 'watch never ends'

interface Session {
  entries: LoggedMessage[]
  keys: Map<string, number>
  mark: SessionMark
  written: number
  createdAt: number
  updatedAt: number
  parent?: { readonly id: string; readonly at: number }
  snapshot?: Snapshot
}

/** All that is held, and what is wrong with it. */
interface Held {
  readonly sessions: Map<string, Session>
  readonly globalKeys: Map<string, number>
  readonly is: (fault: LogFault) => boolean
  writes: number
  gaps: number
}

/**
 * The shortest log that keeps the contract, by copying wherever others share, and can be told to break it in one place: what the suite
 * is held against, so that it is known to catch what it claims to.
 */
export function createPlainLog(fault?: LogFault): Required<EventLog> {
  const held: Held = { sessions: new Map(), globalKeys: new Map(), is: (one) => one === fault, writes: 0, gaps: 0 }
  return { ...appending(held), ...reading(held), ...listing(held), ...forking(held), ...snapshots(held) }
}

function appending(held: Held): Pick<EventLog, 'append'> {
  const { sessions, is } = held
  return {
    async append(sessionId, records, { lazily = false } = {}) {
      if (lazily && is('lazy appends are overtaken')) await new Promise((resolve) => setTimeout(resolve, 5))
      if (lazily && is('lazy appends are never kept')) await new Promise((resolve) => setTimeout(resolve, 1_500))
      if (is('appends out of call order')) await new Promise((resolve) => setTimeout(resolve, Math.random() * 3))
      const current = sessions.get(sessionId) ?? open()
      const draft = is('batch torn')
        ? current
        : { ...current, entries: [...current.entries], keys: new Map(current.keys) }
      if (records.length > 0 && is('batch torn')) sessions.set(sessionId, draft)
      let position = draft.entries.length
      try {
        for (const record of records) position = add(held, draft, record)
      } finally {
        if (is('mark of a refused batch stands')) current.mark = draft.mark
      }
      if (is('order lost')) draft.entries.sort((one, other) => other.position - one.position)
      held.writes += 1
      const updatedAt = is('tells the wrong time') ? draft.updatedAt : Date.now()
      if (records.length > 0) sessions.set(sessionId, { ...draft, written: held.writes, updatedAt })
      return { position }
    },
  }
}

function add(held: Held, session: Session, { message, onceKey, mark }: LogRecord): number {
  const { is } = held
  const keys = is('keys are global') ? held.globalKeys : session.keys
  const known = session.entries.findIndex((entry) => entry.message.id === message.id)
  const isKnown = known !== -1 && !is('duplicate id accepted')
  if (is('positions have gaps')) held.gaps += 1
  const position = isKnown ? known + 1 : session.entries.length + held.gaps + 1
  const standing = onceKey === undefined ? undefined : keys.get(onceKey)
  if (is('mark of a refused batch stands')) session.mark = mark ?? session.mark
  if (standing !== undefined && standing !== position && !is('conflict ignored')) {
    const details = is('conflict does not name the key') ? {} : { onceKey }
    throw new LlmgineError('log.conflict', 'Another message stands under this key.', { details })
  }
  const attaches = onceKey !== undefined && standing === undefined && !(isKnown && is('attaches no late key'))
  if (attaches && isKnown && is('late key lets go of the first')) {
    for (const [key, at] of keys) if (at === position) keys.delete(key)
  }
  if (attaches) keys.set(onceKey, position)
  if (!isKnown || attaches) session.mark = mark ?? session.mark
  const entry = { position, message: is('aliases what it was handed') ? message : toJson(message), onceKey }
  if (!isKnown) session.entries.push(entry)
  else if (is('duplicate id replaces')) session.entries[known] = entry
  return position
}

function reading({ sessions, is }: Held): Pick<Required<EventLog>, 'read' | 'find' | 'watch'> {
  const view = (sessionId: string): readonly LoggedMessage[] => {
    const session = sessions.get(sessionId)
    const { parent, entries = [] } = session ?? {}
    if (parent === undefined || !is('fork shares later writes')) return entries
    return [...view(parent.id), ...entries.slice(parent.at)]
  }
  return {
    async *read(sessionId: string, options: ReadOptions = {}) {
      const { after = 0, types, limit = Number.POSITIVE_INFINITY } = options
      const signal = is('signal ignored') ? undefined : options.signal
      signal?.throwIfAborted()
      const entries = view(sessionId)
      const end = is('reads past its beginning') ? Number.POSITIVE_INFINITY : entries.length
      let left = is('limit ignored') ? Number.POSITIVE_INFINITY : limit
      for (let index = 0; index < Math.min(end, view(sessionId).length) && left > 0; index += 1) {
        const logged = view(sessionId)[index]
        if (logged === undefined || logged.position < after + (is('after is inclusive') ? 0 : 1)) continue
        if (types !== undefined && !types.includes(logged.message.type) && !is('types ignored')) continue
        left -= 1
        yield logged
        signal?.throwIfAborted()
      }
    },

    async find(sessionId, onceKey) {
      const session = sessions.get(sessionId)
      const position = session?.keys.get(onceKey)
      const logged = session?.entries.find((entry) => entry.position === position)
      if (is('finds only its own keys') && (logged?.position ?? 0) <= (session?.parent?.at ?? 0)) return undefined
      return logged === undefined ? undefined : { ...logged, onceKey }
    },

    async *watch(sessionId, { after = 0, signal }) {
      let position = after
      while (!signal.aborted) {
        for (const logged of view(sessionId).slice(position)) {
          position = logged.position
          yield logged
        }
        if (is('watch misses what comes while it yields')) position = view(sessionId).length
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      if (is('watch never ends')) await new Promise(() => undefined)
    },
  }
}

function listing({ sessions, is }: Held): Pick<EventLog, 'sessions'> {
  const sign = is('oldest sessions first') ? -1 : 1
  return {
    async sessions({ mark, limit = 100, cursor } = {}) {
      const all = [...sessions]
        .map(([id, session]) => ({ id, ...session }))
        .sort((one, other) => sign * (other.written - one.written))
        .filter((session) => mark === undefined || session.mark === mark)
        .filter((session) => cursor === undefined || sign * session.written < sign * Number(cursor))
      const items = all.slice(0, limit)
      const last = items.at(is('page repeats its last session') && items.length > 1 ? -2 : -1)
      return { items: items.map(toSummary), next: all.length > limit && last ? String(last.written) : undefined }
    },
  }
}

function forking(held: Held): Pick<EventLog, 'fork' | 'forget'> {
  const { sessions, is } = held
  return {
    async fork(sessionId, { at, as }) {
      const session = sessions.get(sessionId)
      if (session === undefined) throw new LlmgineError('log.unknown_session', 'There is no such session.')
      if (sessions.has(as) && !is('fork onto an existing session')) {
        throw new LlmgineError('log.session_exists', 'There is such a session.')
      }
      if (!Number.isInteger(at) || at < 0 || at > session.entries.length) {
        throw new LlmgineError('log.position_out_of_range', 'There is no such position.')
      }
      held.writes += 1
      const id = is('fork keeps the id of its parent') ? sessionId : as
      const keys = [...session.keys].filter(([, position]) => position <= at || is('fork takes all keys'))
      sessions.set(as, {
        ...open(),
        entries: session.entries
          .slice(0, at)
          .map((entry) => ({ ...entry, message: { ...entry.message, sessionId: id } })),
        keys: new Map(is('fork loses the keys of the past') ? [] : keys),
        written: held.writes,
        parent: { id: sessionId, at },
      })
    },

    async forget(sessionId) {
      const forgotten = sessions.get(sessionId)
      if (forgotten !== undefined) forgotten.entries = []
      if (!is('forgetting leaves the keys')) sessions.delete(sessionId)
      if (!is('forgetting takes the past of forks')) return
      for (const session of sessions.values()) if (session.parent?.id === sessionId) session.entries = []
    },
  }
}

function snapshots({ sessions, is }: Held): Pick<Required<EventLog>, 'saveSnapshot' | 'loadSnapshot'> {
  return {
    async saveSnapshot(sessionId, snapshot) {
      const session = sessions.get(sessionId)
      if (session !== undefined) session.snapshot = snapshot
      else if (is('snapshot outlives its session')) sessions.set(sessionId, { ...open(), snapshot })
    },
    async loadSnapshot(sessionId) {
      return sessions.get(sessionId)?.snapshot
    },
  }
}

function open(): Session {
  const now = Date.now()
  return { entries: [], keys: new Map(), mark: 'idle', written: 0, createdAt: now, updatedAt: now }
}

function toSummary({
  id,
  mark,
  entries,
  createdAt,
  updatedAt,
  parent,
}: Session & { readonly id: string }): SessionSummary {
  return { id, mark, position: entries.length, createdAt, updatedAt, parent }
}

function toJson(message: Message): Message {
  try {
    return JSON.parse(JSON.stringify(message))
  } catch (cause) {
    throw Object.assign(new Error('not JSON', { cause }), { name: 'LlmgineError' })
  }
}
