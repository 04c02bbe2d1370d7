import { isLlmgineError, LlmgineError, TurnFailed, TurnStarted, toErrorData } from '@llmgine/contracts'
import { catchUp, readAnew } from '../session/catch-up.ts'
import type { LiveSession } from '../session/live-session.ts'
import { foldMessage, isWaiting, type OpenTurn } from '../session/session-fold.ts'
import { breakOff } from './break-off.ts'
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
    const { turn, sequence } = live.fold
    try {
      if (live.isLost) await readAnew(host, live)
      await work(host, live)
    } catch (error) {
      await recover(host, live, { error, turn: live.fold.turn ?? turn, sequence })
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
    else if (queue[0] !== undefined) startTurn(host, live, { input: queue[0].message, records })
    else return
  }
  await records.flush()
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

/** What kept a session from being driven, and how far it had come for certain. */
interface Interruption {
  readonly error: unknown
  readonly turn: OpenTurn | undefined
  readonly sequence: number
}

/** Somebody else was faster, or the log did not take what it was given: what was thought does not count, what the log says does. */
async function recover(host: EngineHost, live: LiveSession, interruption: Interruption): Promise<void> {
  const { error, turn, sequence } = interruption
  live.isLost = true
  if (host.closing.aborted || isLlmgineError(error, 'bus.closed')) return
  try {
    await readAnew(host, live)
    if (isLlmgineError(error, 'log.conflict')) return standDown(host, live)
    const { fold } = live
    // It took it after all, or what came before it: that is worth another try.
    if (fold.sequence > sequence) live.woken = true
    else if (fold.turn === undefined) await tellFailure(host, live, { error, turn })
    else
      await breakOff(host, live, { turn: fold.turn, records: createTurnRecords(host, live), error: toBareError(error) })
  } catch (failure) {
    if (isLlmgineError(failure, 'log.conflict')) live.isLost = live.woken = true
    else await tellFailure(host, live, { error: failure, turn })
  }
}

/** Whoever was faster goes on with its turn; what is left to do after it is anybody's. */
function standDown({ logger }: EngineHost, live: LiveSession): void {
  logger?.info({ sessionId: live.id }, 'another process drives this session; standing down')
  const { turn } = live.fold
  if (turn === undefined || isWaiting(turn)) live.woken = true
}

/** What was wrong may be the very details of an error, which the log could not hold. */
function toBareError(error: unknown): LlmgineError {
  const { code, message } = toErrorData(error, 'engine.log_failed')
  return new LlmgineError(code, message)
}

/** The turn cannot go on now. In the log it is running, and whoever opens the session next goes on with it. */
async function tellFailure(
  host: EngineHost,
  live: LiveSession,
  { error, turn }: { readonly error: unknown; readonly turn: OpenTurn | undefined },
): Promise<void> {
  live.isLost = true
  const data = toErrorData(error, 'engine.log_failed')
  host.logger?.error({ sessionId: live.id, error: data }, 'the session cannot go on')
  if (turn === undefined) return
  await tell(host, live, createEvent(host, turn, { event: TurnFailed, payload: { turnId: turn.id, error: data } }))
}
