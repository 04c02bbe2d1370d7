import { StepFinished, type StepRecord } from '@llmgine/contracts'
import type { StepOutput } from '../run/execute-step.ts'
import type { LiveSession } from '../session/live-session.ts'
import { foldStep } from '../session/session-fold.ts'
import { createEvent } from './create-event.ts'
import type { EngineHost } from './engine-host.ts'
import type { TakenQuestions } from './take-questions.ts'
import type { TurnProgress } from './turn-progress.ts'

/** A step that was taken, as it is noted. */
export interface NotedStep extends TurnProgress {
  readonly action: string
  readonly output: StepOutput
  readonly questions: TakenQuestions
  readonly durationMs: number
}

/** Adds a step to the records and takes it into account. */
export function noteStep(host: EngineHost, live: LiveSession, noted: NotedStep): void {
  const { turn, records, action, output, questions, durationMs } = noted
  const { patch, next, messages, state } = output
  const { sequence } = live.fold
  const waitFor = questions.ids.length === 0 ? undefined : questions.ids
  const record: StepRecord = { sequence, action, turnId: turn.id, patch, next, waitFor, durationMs }
  for (const question of questions.records) records.add(question)
  const message = createEvent(host, turn, { event: StepFinished, payload: record })
  records.add({ message, onceKey: `step:${sequence}` }, messages)
  foldStep(live.fold, record, state)
}
