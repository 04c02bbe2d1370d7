import {
  checkReply,
  InteractionAnswer,
  InteractionAnswered,
  type InteractionAnswerPayload,
  InteractionRequested,
  type InteractionRequestedPayload,
  isLlmgineError,
  isMessage,
  LlmgineError,
  type Message,
  ToolCall,
} from '@llmgine/contracts'
import { createEvent } from '../drive/create-event.ts'
import type { EngineHost } from '../drive/engine-host.ts'
import { expireQuestions } from '../drive/expire-questions.ts'
import { tell } from '../drive/tell.ts'
import { wake } from '../drive/wake.ts'
import type { LiveSession } from '../session/live-session.ts'
import { foldMessage } from '../session/session-fold.ts'
import { writeRecords } from '../session/write-records.ts'
import { requireSession } from './require-session.ts'

/**
 * Answers `interaction.answer`: it is checked against the question as the log has it, written under the key of the question's answer, and the
 * session goes on. A second answer is refused, but wakes the session.
 */
export function takeAnswer(host: EngineHost, message: Message<InteractionAnswerPayload>): Promise<void> {
  const sessionId = requireSession(message)
  return host.sessions.use(sessionId, async (live) => {
    const question = await findQuestion(host, live, message)
    try {
      await write(host, live, { question: question.payload, message })
    } catch (error) {
      if (isLlmgineError(error, 'interaction.expired')) await expireQuestions(host, sessionId)
      wake(host, live)
      throw error
    }
    const { interactionId, reply } = message.payload
    const payload = { interactionId, reply, by: message.actor }
    await tell(host, live, createEvent(host, { input: message }, { event: InteractionAnswered, payload }))
    if (live.fold.turn === undefined) callAgain(host, question)
    wake(host, live)
  })
}

async function findQuestion(
  { log }: EngineHost,
  { id: sessionId }: LiveSession,
  { payload: { interactionId } }: Message<InteractionAnswerPayload>,
): Promise<Message<InteractionRequestedPayload>> {
  const message = (await log.find(sessionId, `interaction:${interactionId}`))?.message
  if (message !== undefined && isMessage(InteractionRequested, message)) return message
  throw new LlmgineError('interaction.unknown', `There is no question "${interactionId}" in this session.`, {
    details: { interactionId },
  })
}

async function write(
  host: EngineHost,
  live: LiveSession,
  given: { readonly question: InteractionRequestedPayload; readonly message: Message<InteractionAnswerPayload> },
): Promise<void> {
  const { log, clock, machine } = host
  const { message, question } = given
  const { interactionId, reply } = message.payload
  const onceKey = `answer:${interactionId}`
  const standing = (await log.find(live.id, onceKey))?.message
  if (standing?.id === message.id) return
  if (standing !== undefined) throw closed(standing, interactionId)
  checkReply(question.interaction, { reply, actor: message.actor, now: clock.now() })
  try {
    const mark = live.fold.turn === undefined ? undefined : 'running'
    const onNew = (): void => foldMessage(live.fold, message, machine)
    await writeRecords(log, live, { records: [{ message, onceKey, mark }], onNew })
  } catch (error) {
    if (!isLlmgineError(error, 'log.conflict')) throw error
    throw closed((await log.find(live.id, onceKey))?.message, interactionId)
  }
}

function closed(standing: Message | undefined, interactionId: string): LlmgineError {
  const details = { interactionId }
  if (standing === undefined || isMessage(InteractionAnswer, standing)) {
    return new LlmgineError('interaction.already_answered', 'This question has its answer already.', { details })
  }
  return new LlmgineError('interaction.expired', 'This question can no longer be answered. Ask for it again.', {
    details,
  })
}

/** A call that was made outside of any turn and carries itself is made again, for the one who asked. Its outcome is told by the gate. */
function callAgain({ bus, logger }: EngineHost, question: Message<InteractionRequestedPayload>): void {
  const { call, interaction } = question.payload
  if (call === undefined) return
  bus
    .as(question)
    .execute(ToolCall, call)
    .catch((error: unknown) => {
      logger?.error({ interactionId: interaction.id, error: String(error) }, 'a call could not be gone on with')
    })
}
