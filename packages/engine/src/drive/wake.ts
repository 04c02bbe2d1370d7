import { isLlmgineError, TurnFailed, TurnStarted, toErrorData } from '@llmgine/contracts'
import { catchUp, readAnew } from '../session/catch-up.ts'
import type { LiveSession } from '../session/live-session.ts'
import { foldMessage, isWaiting, type OpenTurn } from '../session/session-fold.ts'
import { createEvent } from './create-event.ts'
import type { EngineHost } from './engine-host.ts'
import { takeTurnStep } from './take-turn-step.ts'
import { tell } from './tell.ts'
import { createTurnRecords, type TurnRecords } from './turn-records.ts'

/** Lets a session go on with whatever there is to do. One loop drives it at a time; one that runs already looks again before it ends. */
export function wake(host: EngineHost, live: LiveSession): void {
  live.woken = true
  if (live.driving !== undefined || host.closing.aborted) return
  live.driving = drive(host, live).finally(() => {
    live.driving = undefined
    if (live.woken) wake(host, live)
    else host.sessions.trim()
  })
}

/** Never rejects: what goes wrong outside the actions is told. */
async function drive(host: EngineHost, live: LiveSession): Promise<void> {
  while (live.woken && !host.closing.aborted) {
    live.woken = false
    const { turn } = live.fold
    try {
      if (live.isLost) await readAnew(host, live)
      await work(host, live)
    } catch (error) {
      await standDown(host, live, { error, turn: live.fold.turn ?? turn })
    }
  }
}

/** Turn by turn and step by step, until there is nothing to do or somebody has to answer. */
async function work(host: EngineHost, live: LiveSession): Promise<void> {
  const records = createTurnRecords(host, live)
  while (!host.closing.aborted) {
    const { turn, queue } = live.fold
    const isResting = turn === undefined || isWaiting(turn)
    if (isResting && live.behind) await catchUp(host, live)
    live.woken ||= live.isLost
    if (live.isLost) return
    if (live.fold.turn !== turn || live.fold.queue !== queue) continue
    if (turn !== undefined && isWaiting(turn)) return host.expiry.arm(live)
    if (turn !== undefined) await takeTurnStep(host, live, { turn, records })
    else if (queue[0] !== undefined) startTurn(host, live, { input: queue[0], records })
    else return
  }
}

/** Takes the input that waits longest. It stands in the log as taken before anything is done about it that others could notice. */
function startTurn(
  host: EngineHost,
  live: LiveSession,
  { input, records }: { readonly input: OpenTurn['input']; readonly records: TurnRecords },
): void {
  const message = createEvent(host, { input }, { event: TurnStarted, payload: { turnId: input.id } })
  records.add({ message, onceKey: `taken:${input.id}`, mark: 'running' })
  foldMessage(live.fold, message, host.machine)
}

/** Somebody else was faster, or the log cannot be written: what was thought does not count, what the log says does. */
async function standDown(
  host: EngineHost,
  live: LiveSession,
  { error, turn }: { readonly error: unknown; readonly turn: OpenTurn | undefined },
): Promise<void> {
  if (host.closing.aborted || isLlmgineError(error, 'bus.closed')) return
  live.isLost = true
  try {
    await readAnew(host, live)
  } catch (failure) {
    return fail(host, live, { error: failure, turn })
  }
  if (!isLlmgineError(error, 'log.conflict')) return fail(host, live, { error, turn })
  host.logger?.info({ sessionId: live.id }, 'another process drives this session; standing down')
  // Whoever was faster goes on with its turn; what is left to do after it is anybody's.
  const { fold } = live
  if (fold.turn === undefined || isWaiting(fold.turn)) live.woken = true
}

/** The turn cannot go on now. In the log it is running, and whoever opens the session next goes on with it. */
async function fail(
  host: EngineHost,
  live: LiveSession,
  { error, turn }: { readonly error: unknown; readonly turn: OpenTurn | undefined },
): Promise<void> {
  const data = toErrorData(error, 'engine.log_failed')
  host.logger?.error({ sessionId: live.id, error: data }, 'the session cannot go on')
  if (turn === undefined) return
  await tell(host, live, createEvent(host, turn, { event: TurnFailed, payload: { turnId: turn.id, error: data } }))
}
