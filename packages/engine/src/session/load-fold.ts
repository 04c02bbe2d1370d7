import {
  type EventLog,
  isMessage,
  LlmgineError,
  ModelResponded,
  StepFinished,
  type StepRecord,
  ToolFinished,
  toChatMessage,
} from '@llmgine/contracts'
import type { Machine } from '../machine/machine.ts'
import { applyOperation, type OperationContext } from '../state/apply-operation.ts'
import { createEmptyLists, createValues } from '../state/create-values.ts'
import { createFold, foldedTypes, foldLogged, foldStep, type SessionFold } from './session-fold.ts'

/** A session as the log tells it. */
export interface LoadedFold {
  readonly fold: SessionFold
  /** The position up to which the log was read. */
  readonly position: number
}

const types: readonly string[] = [...foldedTypes, ModelResponded.type, ToolFinished.type]

/**
 * Reads a session from the log and checks the whole state.
 *
 * @throws `engine.missing_message` when a step refers to a message that the log does not have, `engine.invalid_state`
 */
export async function loadFold(log: EventLog, machine: Machine<unknown>, sessionId: string): Promise<LoadedFold> {
  const { schemas, initial } = machine
  const fold = createFold(initial)
  const said = new Map<string, unknown>()
  const resolve = (messageId: string): unknown => said.get(messageId) ?? missing(sessionId, messageId)
  let position = 0
  for await (const logged of log.read(sessionId, { types })) {
    const { message } = logged
    position = logged.position
    const chatMessage = toChatMessage(message)
    if (chatMessage !== undefined) said.set(message.id, chatMessage)
    if (isMessage(StepFinished, message)) replayStep(fold, message.payload, { schemas, resolve })
    else foldLogged(fold, logged, machine)
  }
  fold.state = await createValues(schemas, fold.state, createEmptyLists(schemas))
  return { fold, position }
}

function replayStep(fold: SessionFold, record: StepRecord, context: OperationContext): void {
  const values = { ...fold.state }
  for (const operation of record.patch) applyOperation(values, operation, context)
  foldStep(fold, record, values)
}

function missing(sessionId: string, messageId: string): never {
  throw new LlmgineError(
    'engine.missing_message',
    `A step of session "${sessionId}" refers to message ${messageId}, which is not in the log before it. The log has lost something.`,
    { details: { sessionId, messageId } },
  )
}
