import { LlmgineError, StepFailed, TurnFailed, TurnFinished, toErrorData } from '@llmgine/contracts'
import type { LiveSession } from '../session/live-session.ts'
import { createEvent } from './create-event.ts'
import { closeTurn, outcomeOfStopped } from './end-turn.ts'
import type { EngineHost } from './engine-host.ts'
import { noteStep } from './note-step.ts'
import { runAction } from './run-action.ts'
import { noQuestions } from './take-questions.ts'
import type { TurnProgress } from './turn-progress.ts'

/**
 * Ends a turn that was stopped, or whose action failed. The step that did not come about takes its number; then the machine gets the chance to
 * leave a state that the next turn can begin with.
 */
export async function breakOff(
  host: EngineHost,
  live: LiveSession,
  { turn, records, error }: TurnProgress & { readonly error: unknown },
): Promise<void> {
  const { machine, clock } = host
  const isStopped = turn.stopping
  const failure = isStopped ? stopped() : error
  noteFailure(host, live, { turn, records, action: turn.next ?? machine.entrypoint, error: failure })
  const { onInterrupt: action } = machine
  if (action !== undefined) {
    const start = clock.now()
    try {
      const output = await runAction(host, live, { turn, action })
      if (host.closing.aborted) return
      const last = { ...output, next: undefined }
      noteStep(host, live, {
        turn,
        records,
        action,
        output: last,
        questions: noQuestions,
        durationMs: clock.now() - start,
      })
    } catch (second) {
      if (host.closing.aborted) return
      noteFailure(host, live, { turn, records, action, error: second })
    }
  }
  const turnId = turn.id
  await closeTurn(host, live, {
    turn,
    records,
    end: isStopped
      ? createEvent(host, turn, {
          event: TurnFinished,
          payload: { ...outcomeOfStopped(host, live), turnId, durationMs: clock.now() - turn.startedAt },
        })
      : createEvent(host, turn, {
          event: TurnFailed,
          payload: { turnId, error: toErrorData(error, 'engine.action_failed') },
        }),
  })
}

function noteFailure(
  host: EngineHost,
  live: LiveSession,
  { turn, records, action, error }: TurnProgress & { readonly action: string; readonly error: unknown },
): void {
  const { fold } = live
  const { sequence } = fold
  const data = toErrorData(error, 'engine.action_failed')
  const payload = { sequence, action, turnId: turn.id, error: data, durationMs: 0 }
  records.add({ message: createEvent(host, turn, { event: StepFailed, payload }), onceKey: `step:${sequence}` })
  fold.sequence = sequence + 1
}

function stopped(): LlmgineError {
  return new LlmgineError('turn.stopped', 'The turn was stopped.')
}
