import {
  InteractionExpired,
  type Message,
  TurnFailed,
  TurnFinished,
  type TurnFinishedPayload,
  toErrorData,
} from '@llmgine/contracts'
import type { LiveSession } from '../session/live-session.ts'
import { foldMessage } from '../session/session-fold.ts'
import { createEvent } from './create-event.ts'
import type { EngineHost } from './engine-host.ts'
import type { TurnProgress } from './turn-progress.ts'

/** Ends a turn whose last step was taken: what came of it is what the machine says of its state. */
export function endTurn(host: EngineHost, live: LiveSession, progress: TurnProgress): Promise<void> {
  const { turn } = progress
  let end: Message
  try {
    const durationMs = host.clock.now() - turn.startedAt
    const payload = { ...outcomeOf(host, live), turnId: turn.id, durationMs }
    end = createEvent(host, turn, { event: TurnFinished, payload })
  } catch (error) {
    const payload = { turnId: turn.id, error: toErrorData(error, 'engine.action_failed') }
    end = createEvent(host, turn, { event: TurnFailed, payload })
  }
  return closeTurn(host, live, { ...progress, end })
}

/** What a turn that was stopped took. The state may be anything by then. */
export function outcomeOfStopped(host: EngineHost, live: LiveSession): ReturnType<typeof outcomeOf> {
  try {
    return { ...outcomeOf(host, live), reason: 'stopped' }
  } catch {
    // A machine that cannot say is no reason to keep a turn that somebody wants to end.
    return { reason: 'stopped', usage: noUsage }
  }
}

/** How the state says that a turn came out. */
function outcomeOf(
  { machine }: EngineHost,
  { fold }: LiveSession,
): Pick<TurnFinishedPayload, 'reason' | 'reply' | 'usage' | 'cost'> {
  // It was declared for the machine's state, and this is it.
  const { reason = 'answered', reply, usage = noUsage, cost } = machine.outcome?.(fold.state as never) ?? {}
  return { reason, reply, usage, cost }
}

const noUsage = { inputTokens: 0, outputTokens: 0 }

/** Writes the end of a turn with all that was not written yet. A question of it that is still open can no longer be answered. */
export async function closeTurn(
  host: EngineHost,
  live: LiveSession,
  { turn, records, end }: TurnProgress & { readonly end: Message },
): Promise<void> {
  const expired = [...turn.asked]
    .filter((interactionId) => !turn.answers.has(interactionId))
    .map((interactionId) => createEvent(host, turn, { event: InteractionExpired, payload: { interactionId } }))
  for (const message of expired) records.add({ message, onceKey: `answer:${message.payload.interactionId}` })
  const isMore = live.fold.queue.length > 0 || live.arriving > 0
  records.add({ message: end, mark: isMore ? 'running' : 'idle' })
  await records.flush(() => {
    for (const message of [...expired, end]) foldMessage(live.fold, message, host.machine)
    host.expiry.disarm(live.id)
  })
}
