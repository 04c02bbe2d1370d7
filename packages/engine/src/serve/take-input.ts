import { isLlmgineError, type Message, type TurnSubmitPayload } from '@llmgine/contracts'
import type { EngineHost } from '../drive/engine-host.ts'
import { wake } from '../drive/wake.ts'
import type { LiveSession } from '../session/live-session.ts'
import { isWaiting, queueInput } from '../session/session-fold.ts'
import { writeRecords } from '../session/write-records.ts'
import { requireSession } from './require-session.ts'

/**
 * Answers `turn.submit` and `turn.steer`: the input is in the log before this answers. The same one again is the same turn; it starts nothing,
 * but wakes the session, so that nothing waits for a process that died.
 */
export function takeInput(host: EngineHost, message: Message<TurnSubmitPayload>): Promise<{ readonly turnId: string }> {
  return host.sessions.use(requireSession(message), async (live) => {
    const turnId = (await write(host, live, message)) ? turnOf(live, message) : await findKnown(host, live, message)
    wake(host, live)
    return { turnId }
  })
}

/** Whether it is new. */
async function write(host: EngineHost, live: LiveSession, message: Message<TurnSubmitPayload>): Promise<boolean> {
  const { turn } = live.fold
  const mark = turn !== undefined && isWaiting(turn) ? undefined : 'running'
  live.arriving += 1
  try {
    return await writeRecords(host.log, live, {
      records: [{ message, onceKey: keyOf(message), mark }],
      onNew: (position) => queueInput(live.fold, { message, position }),
    })
  } catch (error) {
    if (isLlmgineError(error, 'log.conflict')) return false
    throw error
  } finally {
    live.arriving -= 1
  }
}

async function findKnown({ log }: EngineHost, live: LiveSession, message: Message<TurnSubmitPayload>): Promise<string> {
  return (await log.find(live.id, keyOf(message)))?.message.id ?? message.id
}

function keyOf({ id, payload }: Message<TurnSubmitPayload>): string {
  return `input:${payload.platformId ?? id}`
}

/** What is said into a running turn by the one it acts for belongs to it, unless it comes too late. */
function turnOf({ fold }: LiveSession, { id, type, actor }: Message): string {
  const { turn } = fold
  return turn !== undefined && type === 'turn.steer' && turn.input.actor?.id === actor?.id ? turn.id : id
}
