import { isLlmgineError, ToolStarted } from '@llmgine/contracts'
import { type Candidate, isWrite } from './candidate.ts'
import { concludeDone, concludeFailed, toToolError } from './conclude.ts'
import { createEvent } from './create-event.ts'
import { startedKey } from './journal.ts'
import type { Passage } from './passage.ts'
import { resolveUnknown } from './resolve-unknown.ts'
import { type Ended, runTimed, timedOut, timeoutOf } from './run-timed.ts'
import type { StageResult } from './stage.ts'

/** How the last stage went. Without an outcome, somebody else has begun this very call: the log says what becomes of it. */
export interface ExecuteResult extends StageResult {
  /** Of the tool's function alone, in milliseconds. */
  readonly durationMs?: number | undefined
}

/** The last stage. */
export type Execute = (candidate: Candidate, passage: Passage) => Promise<ExecuteResult>

/** Runs the tool, once it stands in the log that it is about to be run. */
export const execute: Execute = async (candidate, passage) => {
  const { tool, input } = candidate
  const { clock } = passage.world
  passage.signal?.throwIfAborted()
  if (!(await begin(candidate, passage))) return { result: 'stopped', note: 'begun elsewhere' }
  const startedAt = clock.now()
  const running = runTimed(passage, timeoutOf(tool), (context) => tool.execute(input, context))
  const ended = running instanceof Promise ? await running : running
  const durationMs = clock.now() - startedAt
  return { ...(await conclude(ended, candidate, passage)), durationMs }
}

/** Whether it is ours to run. A write is begun once; whatever leaves no trace may run again. */
async function begin({ tool, record }: Candidate, passage: Passage): Promise<boolean> {
  const { request, callId, journal, attempt } = passage
  const { name, version, effects } = tool
  const { vendorCallId } = request
  const payload = { callId, vendorCallId, name, version, effects, input: record }
  const message = createEvent(passage, ToolStarted, payload)
  const key = startedKey(callId, attempt)
  if (isWrite(tool)) {
    const standing = (await journal?.write(message, key)) ?? message
    if (standing.id !== message.id) return false
  } else {
    passage.begun = journal?.write(message, key, { lazily: true })
    // Whether it was kept is asked when the call ends; a call that is given up has nobody to ask.
    passage.begun?.catch(() => undefined)
  }
  passage.tell(message)
  return true
}

async function conclude(ended: Ended<unknown>, candidate: Candidate, passage: Passage): Promise<StageResult> {
  const { tool, record, digest } = candidate
  if (ended.status === 'value') return concludeDone(ended.value, candidate, passage)
  if (ended.status === 'threw' && isLlmgineError(ended.error, 'tool.failed')) {
    return concludeFailed(toToolError(ended.error))
  }
  // Who gave up hears why. A write that had begun stands in the log as begun: whoever makes this call again finds out what came of it.
  if (ended.cut === 'abort') throw passage.signal?.reason
  const late = ended.status === 'running' || ended.cut === 'timeout'
  const error = toToolError(late ? timedOut(timeoutOf(tool)) : ended.error)
  if (!isWrite(tool)) return concludeFailed(error)
  const { name, version, effects } = tool
  const over = ended.status === 'threw'
  const call = { name, version, effects, input: record }
  const found = await resolveUnknown(passage, { call, digest, candidate, reason: error.message, over })
  return found ?? concludeFailed({ ...error, message: `${error.message} It took no effect.` })
}
