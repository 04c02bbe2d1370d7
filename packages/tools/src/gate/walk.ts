import type { GateStage, ToolOutcome } from '@llmgine/contracts'
import { approve } from './approve.ts'
import { authorize } from './authorize.ts'
import type { Candidate } from './candidate.ts'
import { clarify } from './clarify.ts'
import { type Execute, execute } from './execute.ts'
import { finish, recordStage } from './finish.ts'
import { type ParseResult, parseCall } from './parse-call.ts'
import type { Passage } from './passage.ts'
import { preview } from './preview.ts'
import { recheck } from './recheck.ts'
import { denied, type Stage, skipped } from './stage.ts'

/** The gate's stages, by name. */
export interface Stages extends Readonly<Record<Exclude<GateStage, 'parse' | 'execute'>, Stage>> {
  readonly parse: (passage: Passage) => Promise<ParseResult>
  readonly execute: Execute
}

export const stages: Stages = { parse: parseCall, authorize, clarify, preview, approve, recheck, execute }

/** Between reading the input and running the tool, in this order. */
const checks = ['authorize', 'clarify', 'preview', 'approve', 'recheck'] as const

/** How often a call may begin again with other input before it is taken for one that never ends. */
const maxRounds = 8

/**
 * Takes a call through every stage, once for each input it has on its way.
 *
 * @returns `undefined` when somebody else has begun it: the log says what becomes of it
 */
export async function walk(passage: Passage, stages: Stages): Promise<ToolOutcome | undefined> {
  for (let round = 1; round <= maxRounds; round += 1) {
    const parsed = await stages.parse(passage)
    recordStage(passage, 'parse', parsed)
    if (parsed.candidate === undefined) return finish(passage, parsed)
    const candidate = parsed.candidate
    const { version } = candidate.tool
    const stopped = await check(candidate, passage, stages)
    if (stopped === 'again') continue
    if (stopped !== undefined) return finish(passage, { outcome: stopped, version })
    const executed = await stages.execute(candidate, passage)
    recordStage(passage, 'execute', executed)
    return finish(passage, { ...executed, version })
  }
  const { outcome } = denied('It was asked about again and again, without an end.')
  return finish(passage, { outcome })
}

async function check(
  candidate: Candidate,
  passage: Passage,
  stages: Stages,
): Promise<ToolOutcome | 'again' | undefined> {
  for (const stage of checks) {
    passage.signal?.throwIfAborted()
    const { isDue, run } = stages[stage]
    const result = isDue(candidate, passage) ? await run(candidate, passage) : skipped
    recordStage(passage, stage, result)
    if (result.outcome !== undefined) return result.outcome
    if (result.again) return 'again'
  }
  return undefined
}
