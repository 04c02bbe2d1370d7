import type { Layer } from '../layers/layer.ts'
import type { LayerCall } from '../layers/layer-call.ts'
import type { CommandDefinition } from '../messages/command-definition.ts'
import type { EventDefinition } from '../messages/event-definition.ts'
import type { Message } from '../messages/message.ts'
import type { MessageDefinition } from '../messages/message-definition.ts'
import type { BusSnapshot, CloseOptions, CloseReport } from './bus-snapshot.ts'
import type { EventStream } from './event-stream.ts'
import type { HandleOptions } from './handle-options.ts'
import type { PublishOptions, SendOptions } from './send-options.ts'
import type { OnceOptions, SubscribeOptions } from './subscribe-options.ts'
import type { Subscription } from './subscription.ts'

/**
 * Where pieces meet: commands have one handler and a result, events any number of listeners. Always true:
 *
 * - a session's command handler shadows the bus's; an event of a session reaches the session's handlers and the bus's, in one priority order;
 * - `'*'` means every event, never commands;
 * - handlers of one priority start in publish order; priority groups follow one another;
 * - a handler that throws harms no sibling;
 * - sessions never wait for each other;
 * - an awaited `publish` or `execute` inside a handler cannot deadlock and never waits for unrelated or later events;
 * - every buffer is bounded, and each handle takes away what it added and nothing else.
 *
 * @example
 * bus.handle(AssignTask, async ({ title }, { bus }) => {
 *   await bus.publish(TaskAssigned, { title })
 *   return { id: 'task-1' }
 * })
 * const { id } = await bus.execute(AssignTask, { title: 'Poster' })
 */
export interface Bus extends AsyncDisposable {
  /**
   * Registers the handler of a command in this scope.
   * @throws `bus.duplicate_handler` when the scope has one already
   */
  handle<Payload, Result>(
    command: CommandDefinition<Payload, Result>,
    handler: CommandHandler<NoInfer<Payload>, NoInfer<Result>>,
    options?: HandleOptions,
  ): Subscription

  /**
   * Sends a command and answers with its handler's result.
   * @throws `bus.no_handler`; `bus.handler_failed` with the cause when the handler threw something that is no `LlmgineError`
   */
  execute<Payload, Result>(
    command: CommandDefinition<Payload, Result>,
    payload: NoInfer<Payload>,
    options?: SendOptions,
  ): Promise<Result>

  /** Hears an event, or every event (`'*'`), until unsubscribed. */
  on<Payload = unknown>(
    event: EventDefinition<Payload> | '*',
    handler: EventHandler<NoInfer<Payload>>,
    options?: SubscribeOptions<NoInfer<Payload>>,
  ): Subscription

  /** The next event of a kind. Start waiting before causing it. */
  once<Payload = unknown>(
    event: EventDefinition<Payload> | '*',
    options?: OnceOptions<NoInfer<Payload>>,
  ): Promise<Message<Payload>>

  /** Events as an iterator; its queue is bounded like any other. */
  events<Payload = unknown>(
    event: EventDefinition<Payload> | '*',
    options?: SubscribeOptions<NoInfer<Payload>>,
  ): EventStream<Payload>

  /** Tells an event. Resolves when the handlers of this very event are done; their failures do not reject it. */
  publish<Payload>(event: EventDefinition<Payload>, payload: NoInfer<Payload>, options?: PublishOptions): Promise<void>

  /** Sends a message that exists: one that was logged, stored or received. A command answers with its result. */
  dispatch(message: Message, options?: { readonly signal?: AbortSignal | undefined }): Promise<unknown>

  /** The same bus, with this message as the cause of whatever is sent through it. */
  as(message: Message): Bus

  /** Adds a layer around messages; the first one added is the outermost. */
  use(layer: Layer<MessageLayerCall>): Subscription

  /** A scope: handlers added through it hear that session only and go when it is disposed. @default a new id */
  session(id?: string): SessionBus

  /** What the bus holds now. */
  inspect(): BusSnapshot

  /** Takes no new messages, lets what runs end within a limit, and says what it left. A second call answers with the same report. */
  close(options?: CloseOptions): Promise<CloseReport>
}

/** A bus within one session. Using it after it was closed is `bus.session_closed`. */
export interface SessionBus extends Bus {
  readonly sessionId: string
}

/** What a handler gets besides the payload. */
export interface HandlerContext<Payload = unknown> {
  readonly message: Message<Payload>
  /** Aborts, while the handler runs, when the sender gives up or when closing the scope it was added to, or the bus, takes too long. */
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

/** A layer's view of a message on its way. */
export interface MessageLayerCall extends LayerCall {
  readonly target: 'command' | 'event'
  readonly message: Message
  /** What the message was sent by; absent when it was dispatched, because then only its type is known. */
  readonly definition?: MessageDefinition | undefined
  /** The bus as the message. */
  readonly bus: Bus
}
