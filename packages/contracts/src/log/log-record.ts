import type { Message } from '../messages/message.ts'
import type { SessionMark } from './session-mark.ts'

/** What is handed to a log: a message, and what makes it unique. */
export interface LogRecord {
  readonly message: Message
  /**
   * At most one message of a session may stand under a key. It is the primitive under every durable promise: `input:<platform id>`,
   * `taken:<message id>`, `step:<n>`, `call:<id>:started`, `call:<id>:finished`, `answer:<interaction id>`.
   */
  readonly onceKey?: string | undefined
  /** What the session does from here on; the latest mark stands. That of a record which changes nothing does not count. */
  readonly mark?: SessionMark | undefined
}
