import { isLlmgineError, LlmgineError, type Message } from '@llmgine/contracts'

export function closed(): LlmgineError {
  return new LlmgineError('bus.closed', 'This bus is closed. Send before close() is called, or make another bus.')
}

export function sessionClosed(sessionId: string | undefined): LlmgineError {
  return new LlmgineError(
    'bus.session_closed',
    `The scope of session "${sessionId}" is closed. Open it again with bus.session().`,
    { details: { sessionId } },
  )
}

export function noHandler({ type, sessionId }: Message): LlmgineError {
  return new LlmgineError('bus.no_handler', `Nobody handles "${type}". Register a handler with bus.handle().`, {
    details: { type, sessionId },
  })
}

export function duplicateHandler(type: string, sessionId: string | undefined): LlmgineError {
  const scope = sessionId === undefined ? 'the bus' : `session "${sessionId}"`
  return new LlmgineError(
    'bus.duplicate_handler',
    `${scope} has a handler for "${type}" already. Unsubscribe it first, or handle the command in a session.`,
    { details: { type, sessionId } },
  )
}

export function queueFull(type: string, limit: number): LlmgineError {
  return new LlmgineError('bus.queue_full', `A queue in front of "${type}" is full: ${limit} wait. Send more slowly.`, {
    details: { type, limit },
    retryable: true,
  })
}

export function noListener(type: string, waitedMs: number): LlmgineError {
  return new LlmgineError(
    'bus.no_listener',
    `Nobody listened to "${type}" within ${waitedMs} ms. Subscribe with bus.on() before, or wait longer.`,
    { details: { type, waitedMs }, retryable: true },
  )
}

export function invalidMessage(got: unknown): LlmgineError {
  const what = got === null || typeof got !== 'object' ? String(got) : 'an object without the kind and type of one'
  return new LlmgineError(
    'bus.invalid_message',
    `Expected a message to dispatch, got ${what}. Make one with createMessage().`,
  )
}

export function invalidOption(name: string, expected: string, got: unknown): LlmgineError {
  return new LlmgineError('bus.invalid_option', `Expected ${name} to be ${expected}, got ${String(got)}.`, {
    details: { option: name },
  })
}

/** What a sender sees of what a handler threw: an `LlmgineError` as it is, anything else as the cause of one. */
export function handlerFailed(type: string, error: unknown): LlmgineError {
  if (isLlmgineError(error)) return error
  const said = error instanceof Error ? error.message : String(error)
  return new LlmgineError('bus.handler_failed', `The handler of "${type}" failed: ${said}`, {
    cause: error,
    details: { type },
  })
}
