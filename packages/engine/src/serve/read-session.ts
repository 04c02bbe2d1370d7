import type { Message, SessionMark, SessionView } from '@llmgine/contracts'
import type { EngineHost } from '../drive/engine-host.ts'
import { wake } from '../drive/wake.ts'
import { bringUpToDate } from '../session/catch-up.ts'
import type { LiveSession } from '../session/live-session.ts'
import { isWaiting, type SessionFold } from '../session/session-fold.ts'
import { listOf } from '../state/list-view.ts'
import { isTransient } from '../state/transient.ts'
import { requireSession } from './require-session.ts'

/** Answers `session.read`: the session as it stands, what other processes wrote included. */
export function readSession(host: EngineHost, message: Message): Promise<SessionView> {
  return host.sessions.use(requireSession(message), async (live) => {
    await bringUpToDate(host, live)
    wake(host, live)
    return toView(host, live)
  })
}

function toView({ machine }: EngineHost, { id, fold, head }: LiveSession): SessionView {
  const { sequence, turn, open, state } = fold
  const keys = Object.keys(state).filter((key) => !isTransient(machine.schemas[key]))
  const waiting = turn !== undefined && isWaiting(turn) ? turn.waitFor : []
  return {
    sessionId: id,
    mark: markOf(fold),
    position: head,
    sequence,
    next: turn?.next,
    waitingFor: waiting.flatMap((one) => open.get(one) ?? []),
    state: Object.fromEntries(keys.map((key) => [key, toPlain(state[key])])),
  }
}

function markOf({ turn, queue }: SessionFold): SessionMark {
  if (turn !== undefined) return isWaiting(turn) ? 'waiting' : 'running'
  return queue.length > 0 ? 'running' : 'idle'
}

/** A list as an array of its own, which crosses borders. */
function toPlain(value: unknown): unknown {
  // Only views of lists stand on one.
  return listOf(value) === undefined ? value : [...(value as readonly unknown[])]
}
