import type { ErrorData } from '../errors/error-data.ts'
import type { PatchOperation } from './patch.ts'

/** One step of a machine, as `step.finished` tells and the log keeps it under `step:<sequence>`. */
export interface StepRecord {
  /** Counts from 0 within the session; a failed step takes its number. */
  readonly sequence: number
  readonly action: string
  /** The turn it belongs to: the id of the input it works on. */
  readonly turnId?: string | undefined
  readonly patch: readonly PatchOperation[]
  /** The action that comes next; absent when the run ended. */
  readonly next?: string | undefined
  /** The interactions it waits for; the step after it takes their answers. */
  readonly waitFor?: readonly string[] | undefined
  readonly durationMs: number
}

/** A step that failed: the state is as it was before it. */
export interface FailedStepRecord {
  readonly sequence: number
  readonly action: string
  readonly turnId?: string | undefined
  readonly error: ErrorData
  readonly durationMs: number
}
