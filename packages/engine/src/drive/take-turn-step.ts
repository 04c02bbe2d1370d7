import { isLlmgineError, TurnHalted } from '@llmgine/contracts'
import type { StepOutput } from '../run/execute-step.ts'
import type { LiveSession } from '../session/live-session.ts'
import { isWaiting } from '../session/session-fold.ts'
import { breakOff } from './break-off.ts'
import { createEvent } from './create-event.ts'
import { endTurn } from './end-turn.ts'
import type { EngineHost } from './engine-host.ts'
import { noteStep } from './note-step.ts'
import { runAction } from './run-action.ts'
import { noQuestions, type TakenQuestions, takeQuestions } from './take-questions.ts'
import type { TurnProgress } from './turn-progress.ts'

/** Takes the next step of a turn, or brings the turn to its end. */
export async function takeTurnStep(host: EngineHost, live: LiveSession, progress: TurnProgress): Promise<void> {
  const { turn, records } = progress
  const { next: action } = turn
  if (action === undefined) return endTurn(host, live, progress)
  if (turn.stopping) return breakOff(host, live, { ...progress, error: undefined })
  // What is repeatable is quick, and may run once more: the records before it wait for it, and share one commit.
  if (!isRepeatable(host, action)) await records.flush()
  const start = host.clock.now()
  let output: StepOutput
  let questions: TakenQuestions
  try {
    output = await runAction(host, live, { turn, action })
    const { waitFor } = output
    questions = waitFor.length === 0 ? noQuestions : await takeQuestions(host, live, { turn, waitFor })
  } catch (error) {
    return onError(host, live, { ...progress, error })
  }
  if (host.closing.aborted) return
  const durationMs = host.clock.now() - start
  noteStep(host, live, { turn, records, action, output, questions, durationMs })
  if (output.next === undefined && questions.ids.length === 0) return endTurn(host, live, progress)
  if (isWaiting(turn)) {
    const waitingFor = questions.ids
    const message = createEvent(host, turn, { event: TurnHalted, payload: { turnId: turn.id, waitingFor } })
    records.add({ message, mark: 'waiting' })
    await records.flush()
  }
}

function isRepeatable({ machine }: EngineHost, action: string): boolean {
  return machine.actions[action]?.repeatable === true
}

/** Closing, or another process at work, is no failure of the turn: it goes on elsewhere. */
function onError(
  host: EngineHost,
  live: LiveSession,
  failed: TurnProgress & { readonly error: unknown },
): Promise<void> {
  const { error } = failed
  if (host.closing.aborted) return Promise.resolve()
  if (isLlmgineError(error, 'log.conflict') || isLlmgineError(error, 'bus.closed')) return Promise.reject(error)
  return breakOff(host, live, failed)
}
