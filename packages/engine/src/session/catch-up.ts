import {
  type EventLog,
  InteractionAnswer,
  InteractionExpired,
  isMessage,
  type Message,
  TurnFailed,
  TurnFinished,
  TurnStarted,
  TurnSteer,
  TurnStop,
  TurnSubmit,
} from '@llmgine/contracts'
import type { Machine } from '../machine/machine.ts'
import type { LiveSession } from './live-session.ts'
import { loadFold } from './load-fold.ts'
import { foldLogged } from './session-fold.ts'

/** Where a session is read from, and what it is read for. */
export interface SessionSource {
  readonly log: EventLog
  readonly machine: Machine<unknown>
}

/** What others may do to a session without driving it. */
const inputs: readonly string[] = [TurnSubmit, TurnSteer, TurnStop, InteractionAnswer, InteractionExpired].map(
  ({ type }) => type,
)

/** What shows that others drive it. */
const turns: readonly string[] = [TurnStarted, TurnFinished, TurnFailed].map(({ type }) => type)

/**
 * Takes into account what other processes have written since. When they have begun or ended turns, the session is marked as lost: whoever
 * drives it, or is about to, reads it anew.
 */
export function catchUp(source: SessionSource, live: LiveSession): Promise<void> {
  live.catching ??= readOn(source, live).finally(() => {
    live.catching = undefined
  })
  return live.catching
}

async function readOn({ log, machine }: SessionSource, live: LiveSession): Promise<void> {
  live.behind = false
  const { head } = live
  for await (const logged of log.read(live.id, { after: live.position, types: [...inputs, ...turns] })) {
    const { message, position } = logged
    const isKnown = live.own.get(message.id) !== undefined
    const isOwn = live.own.delete(message.id)
    if (!isOwn && turns.includes(message.type)) {
      live.isLost = true
      return
    }
    // An input of our own that is on its way still takes its place before what came after it.
    if (!isOwn || (!isKnown && isInput(message))) foldLogged(live.fold, logged, machine)
    live.position = Math.max(live.position, position)
  }
  live.position = Math.max(live.position, head)
  live.head = Math.max(live.head, live.position)
  for (const [id, position] of live.own) if (position !== undefined && position <= live.position) live.own.delete(id)
}

function isInput(message: Message): boolean {
  return isMessage(TurnSubmit, message) || isMessage(TurnSteer, message)
}

/** Makes sure that a session is seen as the log has it now, by whoever does not drive it. */
export async function bringUpToDate(source: SessionSource, live: LiveSession): Promise<void> {
  await catchUp(source, live)
  if (live.isLost && live.driving === undefined) await readAnew(source, live)
}

/** Puts what the log says in the place of what was thought. Whoever drives the session sees to it that nobody does in between. */
export function readAnew({ log, machine }: SessionSource, live: LiveSession): Promise<void> {
  const read = async (): Promise<void> => {
    const { fold, position } = await loadFold(log, machine, live.id)
    live.fold = fold
    live.position = position
    live.head = Math.max(live.head, position)
    live.own.clear()
    live.isLost = false
    // What was written while it was read is found by catching up.
    live.behind = true
  }
  live.reading ??= read().finally(() => {
    live.reading = undefined
  })
  return live.reading
}
