import type { Message } from '../messages/message.ts'

/** A message as it stands in a log. */
export interface LoggedMessage {
  /** Counts from 1 within the session, without gaps. */
  readonly position: number
  readonly message: Message
  readonly onceKey?: string | undefined
}
