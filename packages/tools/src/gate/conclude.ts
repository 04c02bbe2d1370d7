import { type ErrorData, toCanonicalJson, toErrorData } from '@llmgine/contracts'
import { type Candidate, isWrite } from './candidate.ts'
import type { Passage } from './passage.ts'
import { shapeOutput } from './shape-output.ts'
import type { StageResult } from './stage.ts'

/** The end of a call whose function answered. An answer that cannot be shown does not undo what was done. */
export async function concludeDone(value: unknown, { tool }: Candidate, passage: Passage): Promise<StageResult> {
  const shaped = await shapeOutput(tool, value, passage.world.maxOutputCharacters)
  if (!('problem' in shaped)) {
    return { result: 'passed', note: shaped.note, outcome: { status: 'done', output: shaped.output } }
  }
  const note = `its output does not fit: ${shaped.problem}`
  if (!isWrite(tool)) return concludeFailed({ code: 'tool.bad_output', message: `It ran, but ${note}.` })
  return { result: 'passed', note, outcome: { status: 'done', output: `It was done, but ${note}.` } }
}

/** The end of a call that took no effect. */
export function concludeFailed(error: ErrorData): StageResult {
  return { result: 'stopped', note: error.message, outcome: { status: 'failed', error } }
}

/** Whatever a tool threw as an error that a log can hold and a model can read. */
export function toToolError(thrown: unknown): ErrorData {
  const known = typeof thrown === 'object' && thrown !== null && thrown instanceof Error
  const { code, message, details, retryable } = toErrorData(known ? thrown : notAnError(thrown), 'tool.failed')
  const text = message.length > 2_000 ? `${message.slice(0, 2_000)}…` : message
  return { code, message: text, details: isPlain(details) ? details : undefined, retryable }
}

function notAnError(thrown: unknown): string {
  const text = typeof thrown === 'object' ? typeof thrown : String(thrown)
  return `It threw something that is no error: ${text}`
}

function isPlain(details: unknown): boolean {
  try {
    return details !== undefined && toCanonicalJson(details) !== ''
  } catch {
    return false
  }
}
