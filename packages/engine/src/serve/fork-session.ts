import {
  InteractionExpired,
  isLlmgineError,
  LlmgineError,
  type LogRecord,
  type Message,
  type SessionForkPayload,
  TurnFailed,
  TurnFinished,
  TurnHalted,
} from '@llmgine/contracts'
import { createEvent } from '../drive/create-event.ts'
import type { EngineHost } from '../drive/engine-host.ts'
import { tell } from '../drive/tell.ts'
import { wake } from '../drive/wake.ts'
import type { LiveSession } from '../session/live-session.ts'
import { foldedTypes, foldMessage, isWaiting } from '../session/session-fold.ts'
import { writeRecords } from '../session/write-records.ts'
import { requireSession } from './require-session.ts'

/**
 * Answers `session.fork`: a new session with the past of this one, up to a step or to now. A turn that is under way at that point goes on in
 * both, and its open questions are asked anew in the new one.
 */
export async function forkSession(
  host: EngineHost,
  { atStep, as = host.generateId() }: SessionForkPayload,
  message: Message,
): Promise<{ readonly sessionId: string }> {
  const parent = requireSession(message)
  const at = await (atStep === undefined ? findHead(host, parent) : findStep(host, parent, atStep))
  await host.log.fork(parent, { at, as })
  await host.sessions.use(as, async (live) => {
    await askAnew(host, live)
    wake(host, live)
  })
  return { sessionId: as }
}

/** The position of the last message that matters. */
async function findHead({ log, sessions }: EngineHost, sessionId: string): Promise<number> {
  return sessions.use(sessionId, async (live) => {
    let head = live.position
    for await (const { position } of log.read(sessionId, { after: head, types: foldedTypes })) head = position
    return head
  })
}

/** The end of a step: with what was written along with it, such as the end of its turn. */
async function findStep({ log }: EngineHost, sessionId: string, step: number): Promise<number> {
  const found = await log.find(sessionId, `step:${step}`)
  if (found === undefined) throw unknownStep(sessionId, step)
  let end = found.position
  for await (const { position, message } of log.read(sessionId, { after: end })) {
    if (!closing.includes(message.type)) break
    end = position
  }
  return end
}

const closing: readonly string[] = [InteractionExpired, TurnHalted, TurnFinished, TurnFailed].map(({ type }) => type)

/** A call that waits asks for itself under its new id, once its old question is out of the way; other questions are shown again. */
async function askAnew(host: EngineHost, live: LiveSession): Promise<void> {
  const { turn, open } = live.fold
  if (turn === undefined || !isWaiting(turn)) return
  for (const id of turn.waitFor) {
    const message = (await host.log.find(live.id, `interaction:${id}`))?.message
    if (message !== undefined && open.get(id)?.callId === undefined) await tell(host, live, message)
  }
  const calls = turn.waitFor.filter((id) => open.get(id)?.callId !== undefined)
  const expired = calls.map((interactionId): LogRecord => {
    const message = createEvent(host, turn, { event: InteractionExpired, payload: { interactionId } })
    return { message, onceKey: `answer:${interactionId}`, mark: 'running' }
  })
  if (expired.length === 0) return
  try {
    await writeRecords(host.log, live, { records: expired })
  } catch (error) {
    if (isLlmgineError(error, 'log.conflict')) return
    throw error
  }
  for (const { message } of expired) foldMessage(live.fold, message, host.machine)
}

function unknownStep(sessionId: string, step: number): LlmgineError {
  return new LlmgineError('engine.unknown_step', `Session "${sessionId}" has no step ${step}.`, {
    details: { sessionId, step },
  })
}
