import type { Interaction, Reconciliation, SettleInteraction, ToolEffects, ToolOutcome } from '@llmgine/contracts'
import { type Answer, answerTo } from './answer-to.ts'
import { askPerson, expiryOf, waitFor } from './ask-person.ts'
import type { Candidate } from './candidate.ts'
import { concludeDone, concludeFailed } from './conclude.ts'
import type { Passage } from './passage.ts'
import { askTool } from './run-timed.ts'
import { findSettlement } from './settlement.ts'
import type { StageResult } from './stage.ts'

/** A write that was begun, and nobody has said how it ended. */
export interface Unfinished {
  readonly call: {
    readonly name: string
    readonly version: string
    readonly effects: ToolEffects
    readonly input: unknown
  }
  readonly digest: () => string
  /** Absent when the tool is gone, or takes other input by now. */
  readonly candidate: Candidate | undefined
  readonly reason: string
  /** Whether its function has ended: what it has not done it will not do any more. */
  readonly over: boolean
}

/**
 * Finds out what became of a write: from what a person has said, else from the tool's `reconcile`, else by asking a person.
 *
 * @returns `undefined` when it certainly took no effect
 */
export async function resolveUnknown(passage: Passage, unfinished: Unfinished): Promise<StageResult | undefined> {
  const { journal } = passage
  const write = { tool: unfinished.call, digest: unfinished.digest }
  const { asked, nextId } = journal ? await findSettlement(journal, passage.callId, write) : nobodyAsked
  if (journal !== undefined && asked !== undefined) {
    return concludeAnswer(asked, await answerTo(passage, journal, asked))
  }
  const { candidate, over, reason } = unfinished
  const found = candidate && (await reconcile(candidate, passage))
  if (candidate && found?.status === 'done') return concludeDone(found.output, candidate, passage)
  if (found?.status === 'not-done' && over) return undefined
  if (journal === undefined) return { result: 'stopped', note: reason, outcome: { status: 'unknown', reason } }
  for (let id = nextId; ; id = (await findSettlement(journal, passage.callId, write)).nextId) {
    const question = await askPerson(passage, journal, toQuestion(passage, unfinished, id))
    // Another call that made the same write may have taken the id a moment ago.
    if (question.callId === passage.callId) return waitFor(question)
  }
}

const nobodyAsked = { asked: undefined, nextId: '' }

/** A tool that cannot tell, throws or hangs does not know. */
async function reconcile({ tool, input }: Candidate, passage: Passage): Promise<Reconciliation | undefined> {
  if (tool.reconcile === undefined) return undefined
  try {
    return await askTool(passage, tool, (context) => tool.reconcile?.(input, context))
  } catch {
    passage.signal?.throwIfAborted()
    return undefined
  }
}

function toQuestion(passage: Passage, { call, reason }: Unfinished, id: string): SettleInteraction {
  const { callId, sessionId, actor, world } = passage
  const { name, version, effects, input } = call
  return {
    id,
    kind: 'settle',
    title: `Did ${name} take effect? ${reason}`,
    askedBy: actor,
    entitled: world.entitled({ callId, sessionId, actor, ...call, needsApproval: true }),
    expiresAt: expiryOf(passage),
    callId,
    tool: { name, version, effects },
    input,
  }
}

function concludeAnswer(question: Interaction, answer: Answer): StageResult {
  if (answer.status === 'open') return waitFor(question)
  if (answer.status === 'closed') return concludeUnknown(answer.reason)
  if (answer.reply.kind !== 'settle') return concludeUnknown('The answer on record does not count.')
  const note = `${answer.by} said ${answer.reply.tookPlace ? 'that it took effect' : 'that it took no effect'}`
  if (!answer.reply.tookPlace) {
    return concludeFailed({ code: 'tool.not_done', message: `It took no effect: ${note}. It may be called again.` })
  }
  const outcome: ToolOutcome = { status: 'done', output: `It took effect: ${note}. What it answered is not known.` }
  return { result: 'passed', note, outcome }
}

function concludeUnknown(reason: string): StageResult {
  return { result: 'stopped', note: reason, outcome: { status: 'unknown', reason } }
}
