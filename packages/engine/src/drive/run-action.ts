import type { SessionBus, Timer } from '@llmgine/contracts'
import { executeStep, type StepOutput } from '../run/execute-step.ts'
import type { LiveSession } from '../session/live-session.ts'
import type { OpenTurn } from '../session/session-fold.ts'
import type { EngineHost } from './engine-host.ts'

/** How long an action that was told to stop may take to end by itself. */
const graceMs = 1_000

/**
 * Runs one action of a turn. When the turn is stopped its signal aborts, and after a moment it is not waited for any longer.
 *
 * @throws what `executeStep` throws; the reason of the stop
 */
export function runAction(
  host: EngineHost,
  live: LiveSession,
  { turn, action }: { readonly turn: OpenTurn; readonly action: string },
): Promise<StepOutput> {
  const { machine, clock, generateId } = host
  const { input, waitFor, answers } = turn
  const running = new AbortController()
  const step = async (): Promise<StepOutput> =>
    executeStep({
      machine,
      action,
      state: live.fold.state,
      inputs: host.toInputs(input),
      answers: waitFor.flatMap((id) => answers.get(id) ?? []),
      signal: running.signal,
      bus: scopeOf(host, live).as(input),
      clock,
      generateId,
      sequence: live.fold.sequence,
      sessionId: live.id,
      turn: { id: turn.id, input, steering: steeringOf(live, turn) },
    })
  return new Promise((resolve, reject) => {
    let timer: Timer | undefined
    const handle = {
      abort(reason: unknown): void {
        timer ??= clock.setTimer(() => end(() => reject(reason)), graceMs)
        running.abort(reason)
      },
    }
    /** An action that ends when nobody waits for it any longer changes nothing. */
    const end = (tell: () => void): void => {
      timer?.cancel()
      if (live.running === handle) live.running = undefined
      tell()
    }
    live.running = handle
    step().then(
      (output) => end(() => resolve(output)),
      (error: unknown) => end(() => reject(error)),
    )
  })
}

/** The scope of the session, so that what an action listens to costs nothing in other sessions. */
function scopeOf({ bus }: EngineHost, live: LiveSession): SessionBus {
  live.scope ??= bus.session(live.id)
  return live.scope
}

/** What the one who began the turn has said since. What others say waits for a turn of their own: a turn acts for one actor. */
function steeringOf({ fold }: LiveSession, { input }: OpenTurn): OpenTurn['input'][] {
  return fold.queue
    .map(({ message }) => message)
    .filter(({ type, actor }) => type === 'turn.steer' && actor?.id === input.actor?.id)
}
