import type { Message } from '../messages/message.ts'
import type { Bus } from './bus.ts'

/** What a handler gets besides the payload. */
export interface HandlerContext<Payload = unknown> {
  readonly message: Message<Payload>
  /** Aborts when the sender gives up, the session ends or the bus closes. */
  readonly signal: AbortSignal
  /** The bus as this message: what is sent through it has this message's session, actor and correlation, and this message as cause. */
  readonly bus: Bus
}

/** Answers a command. What it throws reaches the sender: an `LlmgineError` unchanged, anything else as `bus.handler_failed`. */
export type CommandHandler<Payload, Result> = (
  payload: Payload,
  context: HandlerContext<Payload>,
) => Result | Promise<Result>

/** Hears an event. What it throws harms no other handler and becomes a `bus.handler-failed` event. */
export type EventHandler<Payload> = (payload: Payload, context: HandlerContext<Payload>) => unknown
