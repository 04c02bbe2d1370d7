import {
  type Bus,
  checkReply,
  createMessage,
  type EventLog,
  generateId as generateDefaultId,
  type HandlerContext,
  HandlerFailed,
  InteractionAnswer,
  InteractionAnswered,
  type InteractionAnswerPayload,
  InteractionRequested,
  type InteractionRequestedPayload,
  isLlmgineError,
  isMessage,
  LlmgineError,
  type Message,
  type Subscription,
  systemClock,
  type Timer,
  toErrorData,
} from '@llmgine/contracts'
import type { ToolGate } from './gate/create-tool-gate.ts'
import type { ToolGateOptions } from './gate/gate-options.ts'
import { answerKey, createJournal, type Journal, questionKey } from './gate/journal.ts'

/** Whoever takes answers where there is no engine. */
export interface AnswerService extends Subscription {
  /** Is shown the events of the gate, to keep the time of its questions. */
  watch(message: Message): void
}

type Question = Message<InteractionRequestedPayload>

/**
 * Handles `interaction.answer`: checks the answer, writes it to the log under its key, and goes on with the call that waits, as the message
 * of who asked. When a question's time is up, its call goes on too, to be denied.
 */
export function serveAnswers(
  bus: Bus,
  gate: ToolGate,
  options: Pick<ToolGateOptions, 'clock' | 'generateId'> & { readonly log: EventLog },
): AnswerService {
  const { log, clock = systemClock, generateId = generateDefaultId } = options
  const timers = createTimers()

  const watch = (message: Message): void => {
    if (!isMessage(InteractionRequested, message)) return
    const { id, expiresAt } = message.payload.interaction
    if (expiresAt === undefined) return
    const goOnThen = (): Promise<unknown> =>
      goOn(message)
        .catch((error: unknown) => reportFailure(bus, message, error))
        .catch(ignore)
    timers.set(
      id,
      clock.setTimer(() => void goOnThen(), expiresAt - clock.now()),
    )
  }

  const goOn = async (question: Question, signal?: AbortSignal): Promise<void> => {
    const tell = (message: Message): Promise<unknown> => {
      watch(message)
      return bus.dispatch(message)
    }
    if (question.payload.call !== undefined) await gate.call(question.payload.call, { as: question, signal, tell })
  }

  const answer = async (payload: InteractionAnswerPayload, context: HandlerContext): Promise<void> => {
    const { message, signal } = context
    const { interactionId, reply } = payload
    const { journal, question } = await findQuestion(log, message.sessionId, interactionId)
    const { interaction } = question.payload
    try {
      checkReply(interaction, { reply, actor: message.actor, now: clock.now() })
    } catch (error) {
      if (isLlmgineError(error, 'interaction.expired')) await goOn(question, signal)
      throw error
    }
    const standing = await journal.write(message, answerKey(interactionId))
    timers.cancel(interactionId)
    if (standing.id === message.id) {
      const answered = { interactionId, reply, by: message.actor }
      const options = { cause: message, id: generateId(), time: clock.now() }
      void context.bus.dispatch(createMessage(InteractionAnswered, answered, options)).catch(ignore)
    }
    // A second answer changes nothing, but it wakes a call whose process died after the first.
    await goOn(question, signal)
    if (standing.id !== message.id) throw alreadyAnswered(interactionId)
  }

  const handling = bus.handle(InteractionAnswer, answer)
  const unsubscribe = (): void => {
    handling.unsubscribe()
    timers.cancelAll()
  }
  return { watch, unsubscribe, [Symbol.dispose]: unsubscribe }
}

async function findQuestion(
  log: EventLog,
  sessionId: string | undefined,
  interactionId: string,
): Promise<{ readonly journal: Journal; readonly question: Question }> {
  const journal = sessionId === undefined ? undefined : createJournal(log, sessionId)
  const question = await journal?.find(questionKey(interactionId))
  if (journal !== undefined && question !== undefined && isMessage(InteractionRequested, question)) {
    return { journal, question }
  }
  const where = sessionId === undefined ? 'outside a session' : `in session "${sessionId}"`
  throw new LlmgineError('interaction.unknown', `Nothing was asked ${where} under "${interactionId}".`, {
    details: { interactionId },
  })
}

function alreadyAnswered(interactionId: string): LlmgineError {
  return new LlmgineError('interaction.already_answered', 'This question has its answer; it stands.', {
    details: { interactionId },
  })
}

/** Nobody waits for a clock: what fails when it strikes is told on the bus. */
function reportFailure(bus: Bus, { id, type }: Message, error: unknown): Promise<void> {
  const failure = { messageId: id, messageType: type, error: toErrorData(error, 'tool.failed') }
  return bus.publish(HandlerFailed, failure)
}

function createTimers(): {
  set(id: string, timer: Timer): void
  cancel(id: string): void
  cancelAll(): void
} {
  const timers = new Map<string, Timer>()
  const cancel = (id: string): void => {
    timers.get(id)?.cancel()
    timers.delete(id)
  }
  return {
    set(id, timer) {
      cancel(id)
      timers.set(id, timer)
    },
    cancel,
    cancelAll() {
      for (const id of [...timers.keys()]) cancel(id)
    },
  }
}

/** The answer stands in the log: who cannot hear of it harms himself only. */
function ignore(): void {}
