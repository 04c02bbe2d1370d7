import { type GateStage, isMessage, ToolChecked, ToolFinished, type ToolOutcome } from '@llmgine/contracts'
import { createEvent } from './create-event.ts'
import { finishedKey } from './journal.ts'
import type { Passage } from './passage.ts'
import type { StageResult } from './stage.ts'

/** Notes how a stage went and tells who listens; of a stage that had nothing to do, nothing is told. */
export function recordStage(passage: Passage, stage: GateStage, { result, note }: StageResult): void {
  const { stages, callId, request } = passage
  stages.push(note === undefined ? { stage, result } : { stage, result, note })
  if (result !== 'skipped')
    passage.tell(createEvent(passage, ToolChecked, { callId, name: request.name, stage, result, note }))
}

/** How a call ended. */
export interface End {
  readonly outcome?: ToolOutcome | undefined
  readonly version?: string | undefined
  readonly durationMs?: number | undefined
}

/**
 * Writes a call's outcome to the log, then tells it. Answers with the outcome that stands: when another gate was first, that is the call's.
 * A call that waits has no outcome yet.
 */
export async function finish(
  passage: Passage,
  { outcome, version, durationMs = 0 }: End,
): Promise<ToolOutcome | undefined> {
  if (outcome === undefined || outcome.status === 'waiting') return outcome
  const { request, callId, stages, journal } = passage
  const { name, vendorCallId } = request
  const payload = { callId, vendorCallId, name, version, outcome, stages: [...stages], durationMs }
  const message = createEvent(passage, ToolFinished, payload)
  const [standing = message] = await Promise.all([journal?.write(message, finishedKey(callId)), passage.begun])
  if (standing.id === message.id) passage.tell(message)
  return isMessage(ToolFinished, standing) ? standing.payload.outcome : outcome
}
