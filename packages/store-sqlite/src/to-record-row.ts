import { LlmgineError, type LoggedMessage, type LogRecord, type Message } from '@llmgine/contracts'
import type { SqlRow } from './create-sql.ts'

/** A record as it is written: nothing of it can change any more. */
export interface RecordRow {
  readonly id: string
  readonly type: string
  /** The rest of the message as JSON. */
  readonly body: string
  readonly onceKey: string | undefined
  readonly mark: LogRecord['mark']
}

/**
 * Puts a record into the form of a row. The session's id is left out where it is the one it is written under, because a fork reads the
 * same row under its own.
 *
 * @throws `store.not_json`
 */
export function toRecordRow(sessionId: string, { message, onceKey, mark }: LogRecord): RecordRow {
  const { id, type, sessionId: given = null, ...rest } = message
  return { id, type, body: toJson(given === sessionId ? rest : { ...rest, sessionId: given }), onceKey, mark }
}

/** The message of a row, as it is read under a session's id. */
export function fromRecordRow(sessionId: string, row: SqlRow): LoggedMessage {
  // `toRecordRow` wrote it.
  const { sessionId: given = sessionId, ...rest } = JSON.parse(String(row.body)) as Rest
  const message: Message = { id: String(row.id), type: String(row.type), ...rest, sessionId: given ?? undefined }
  const position = Number(row.position)
  return row.once_key === null ? { position, message } : { position, message, onceKey: String(row.once_key) }
}

type Rest = Omit<Message, 'id' | 'type' | 'sessionId'> & { readonly sessionId?: string | null }

/**
 * JSON text of a value.
 *
 * @throws `store.not_json` for what JSON cannot hold (a bigint, a cycle, `undefined`)
 */
export function toJson(value: unknown): string {
  try {
    const text: string | undefined = JSON.stringify(value)
    if (text !== undefined) return text
  } catch (error) {
    throw notJson(error)
  }
  throw notJson(undefined)
}

function notJson(cause: unknown): LlmgineError {
  const reason = cause instanceof Error ? `: ${cause.message}` : '.'
  return new LlmgineError('store.not_json', `Expected plain JSON data, which alone can be stored${reason}`, { cause })
}
