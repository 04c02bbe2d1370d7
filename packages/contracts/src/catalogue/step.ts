import type { FailedStepRecord, StepRecord } from '../engine/step-record.ts'
import { defineEvent } from '../messages/define-event.ts'
import type { EventDefinition } from '../messages/event-definition.ts'

/** A machine took a step: in the log under `step:<sequence>` before anything acts on it. */
export const StepFinished: EventDefinition<StepRecord> = defineEvent('step.finished', { journalled: true })

/** A step failed; the state is as it was before it. */
export const StepFailed: EventDefinition<FailedStepRecord> = defineEvent('step.failed', { journalled: true })
