import { hash } from 'node:crypto'
import {
  isMessage,
  LlmgineError,
  type Message,
  ToolFinished,
  type ToolOutcome,
  ToolStarted,
  type ToolStartedPayload,
  toCanonicalJson,
} from '@llmgine/contracts'
import { type Candidate, isWrite } from './candidate.ts'
import { concludeFailed } from './conclude.ts'
import { finish, recordStage } from './finish.ts'
import { finishedKey, type Journal, startedKey } from './journal.ts'
import { parseCall } from './parse-call.ts'
import type { Passage } from './passage.ts'
import { resolveUnknown } from './resolve-unknown.ts'
import { findSettlement } from './settlement.ts'
import { waitForEnd } from './wait-for-end.ts'

/** How often a write whose process died is begun, as long as its tool says each time that it took no effect. */
const maxAttempts = 3

/**
 * What the log holds of a call that has been made before: its outcome, or what can be found out of a write that was begun and did not end.
 *
 * @returns `undefined` when the call is to be made: for the first time, or once more because it certainly took no effect
 */
export async function resume(passage: Passage, journal: Journal): Promise<ToolOutcome | undefined> {
  const { callId, request, world } = passage
  const finished = await journal.find(finishedKey(callId))
  if (finished !== undefined) return recordedOutcome(finished, passage)
  const tool = world.tools.get(request.name)
  // What leaves no trace is not looked for: it may run as often as it is asked to.
  if (tool !== undefined && !isWrite(tool)) return undefined
  const last = await findLastStart(journal, callId)
  if (last === undefined) return undefined
  if (!isWrite(last.message.payload)) return beginAgain(passage, last)
  if (last.message.payload.name !== request.name) return reused(last.message.payload.name, passage)
  const { name, input } = last.message.payload
  const digest = hash('sha256', toCanonicalJson(input))
  const start: Start = { ...last, digest }
  // Once a person has been asked, there is nothing more to wait for.
  const { asked } = await findSettlement(journal, callId, { tool: { name }, digest: () => digest })
  const ended = asked ? undefined : await waitForEnd(passage, journal, { startedAt: last.message.time, tool })
  return ended === undefined ? settle(passage, start) : recordedOutcome(ended, passage)
}

interface Start {
  readonly attempt: number
  readonly message: Message<ToolStartedPayload>
  /** Of its input. */
  readonly digest: string
}

async function findLastStart(journal: Journal, callId: string): Promise<Omit<Start, 'digest'> | undefined> {
  let last: Omit<Start, 'digest'> | undefined
  for (let attempt = 1; ; attempt += 1) {
    const message = await journal.find(startedKey(callId, attempt))
    if (message === undefined || !isMessage(ToolStarted, message)) return last
    last = { attempt, message }
  }
}

async function settle(passage: Passage, { attempt, message, digest }: Start): Promise<ToolOutcome | undefined> {
  const call = message.payload
  const found = await resolveUnknown(passage, {
    call,
    digest: () => digest,
    candidate: await readAgain(passage, { input: call.input, digest }),
    reason: 'What ran it ended before it could say.',
    over: true,
  })
  const { version } = call
  if (found !== undefined) {
    recordStage(passage, 'execute', found)
    return finish(passage, { ...found, version })
  }
  if (attempt < maxAttempts) return beginAgain(passage, { attempt })
  const text = `It took no effect, though it was begun ${attempt} times: each time what ran it died.`
  return finish(passage, { ...concludeFailed({ code: 'tool.not_done', message: text }), version })
}

/** The next start stands under a key of its own. */
function beginAgain(passage: Passage, last: { readonly attempt: number }): undefined {
  passage.attempt = last.attempt + 1
}

/** The call as it was begun, for its `reconcile`: from its arguments, or from its input where a person's choice took their place. */
async function readAgain(
  passage: Passage,
  begun: { readonly input: unknown; readonly digest: string },
): Promise<Candidate | undefined> {
  for (const given of [passage.request.arguments, begun.input]) {
    const { candidate } = await parseCall({ ...passage, given })
    if (candidate?.digest() === begun.digest) return candidate
  }
  return undefined
}

function recordedOutcome(message: Message, passage: Passage): ToolOutcome {
  if (!isMessage(ToolFinished, message)) {
    throw new LlmgineError('tool.bad_record', `The end of a call was expected in the log, not "${message.type}".`, {
      details: { messageId: message.id },
    })
  }
  const { name, outcome } = message.payload
  return name === passage.request.name ? outcome : reused(name, passage)
}

/** Not recorded: what stands under this id is another call's. */
function reused(name: string, { callId, request }: Passage): ToolOutcome {
  const message = `The call id ${callId} is that of a call of ${name}, not of ${request.name}. Make ids that are new.`
  return { status: 'failed', error: { code: 'tool.call_id_reused', message } }
}
