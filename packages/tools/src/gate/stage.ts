import type { GateStageRecord, ToolOutcome } from '@llmgine/contracts'
import type { Candidate } from './candidate.ts'
import type { Passage } from './passage.ts'

/** How a stage went: it lets the call on, begins again because a person changed the input, or ends it with an outcome. */
export interface StageResult {
  readonly result: GateStageRecord['result']
  readonly note?: string | undefined
  readonly again?: boolean | undefined
  readonly outcome?: ToolOutcome | undefined
}

/** One stage of the gate, between `parse` and `execute`. */
export interface Stage {
  /** Whether there is anything to do for this call; where there is not, it is skipped at once. */
  isDue(candidate: Candidate, passage: Passage): boolean
  run(candidate: Candidate, passage: Passage): Promise<StageResult>
}

export const passed: StageResult = { result: 'passed' }
export const skipped: StageResult = { result: 'skipped' }

/** The call ends here, because it may not run. */
export function denied(reason: string): StageResult {
  return { result: 'stopped', note: reason, outcome: { status: 'denied', reason } }
}

/** The call ends here, because it cannot run as it is. */
export function failed(code: string, message: string): StageResult {
  return { result: 'stopped', note: message, outcome: { status: 'failed', error: { code, message } } }
}
