import type {
  Bus,
  BusSnapshot,
  CloseOptions,
  CloseReport,
  CommandDefinition,
  CommandHandler,
  EventDefinition,
  EventHandler,
  EventStream,
  HandleOptions,
  Layer,
  LlmgineError,
  Message,
  MessageDefinition,
  MessageLayerCall,
  OnceOptions,
  PublishOptions,
  SendOptions,
  SessionBus,
  SubscribeOptions,
  Subscription,
} from '@llmgine/contracts'
import { closeBus } from './close-bus.ts'
import type { Core } from './core.ts'
import { closed, invalidMessage, sessionClosed } from './errors.ts'
import { eventStream } from './event-stream.ts'
import type { Handle } from './handle.ts'
import { HandlerListener, type ListenerOptions } from './handler-listener.ts'
import type { Host } from './host.ts'
import { inspect } from './inspect.ts'
import { closeSession, openSession } from './sessions.ts'
import { StreamListener } from './stream-listener.ts'

/** How long an event waits for a listener, when it is not said. */
const waitForHandlerMs = 5000

/**
 * A bus as its users see it: through one handle, and as one message when there is one. A class, because there are many of them (one for every
 * session and for every handler that sends), which share their methods.
 */
export class BusView implements Bus {
  /** The session whose scope this is; absent on the bus itself. */
  readonly sessionId: string | undefined
  readonly #core: Core
  readonly #handle: Handle
  readonly #cause: Message | undefined

  constructor(core: Core, handle: Handle, cause?: Message) {
    this.sessionId = handle.sessionId
    this.#core = core
    this.#handle = handle
    this.#cause = cause
  }

  /** What stands behind a view; `undefined` for a bus of another make. */
  static hostOf(bus: Bus): Host | undefined {
    return #core in bus ? bus.#core : undefined
  }

  handle<Payload, Result>(
    command: CommandDefinition<Payload, Result>,
    handler: CommandHandler<NoInfer<Payload>, NoInfer<Result>>,
    options?: HandleOptions,
  ): Subscription {
    this.#check()
    // It is called with payloads of this command only.
    const erased = handler as CommandHandler<unknown, unknown>
    const entry = { type: command.type, handle: this.#handle, handler: erased, running: 0 }
    return this.#core.registry.addCommand(entry, options?.signal)
  }

  execute<Payload, Result>(
    command: CommandDefinition<Payload, Result>,
    payload: NoInfer<Payload>,
    options?: SendOptions,
  ): Promise<Result> {
    const refusal = this.#refusal(this.#cause !== undefined)
    if (refusal !== undefined) return Promise.reject(refusal)
    const message = this.#message(command, payload, options)
    // A command is answered by its handler, which was registered with the type of its result.
    return this.#core.execute({ message, definition: command, sender: options?.signal }) as Promise<Result>
  }

  on<Payload = unknown>(
    event: EventDefinition<Payload> | '*',
    handler: EventHandler<NoInfer<Payload>>,
    options: SubscribeOptions<NoInfer<Payload>> = {},
  ): Subscription {
    this.#check()
    // It is called with payloads of this event only.
    const erased = handler as EventHandler<unknown>
    return this.#listen(new HandlerListener(this.#core, erased, this.#listenerOptions(event, options)), options.signal)
  }

  once<Payload = unknown>(
    event: EventDefinition<Payload> | '*',
    options: OnceOptions<NoInfer<Payload>> = {},
  ): Promise<Message<Payload>> {
    const refusal = this.#refusal(true)
    if (refusal !== undefined) return Promise.reject(refusal)
    return new Promise((resolve, reject) => {
      const listener = new HandlerListener(
        this.#core,
        (_, { message }) => {
          // It hears this event only.
          resolve(message as Message<Payload>)
          subscription.unsubscribe()
        },
        {
          ...this.#listenerOptions(event, { filter: options.filter }),
          onStop: (reason) => reject(reason ?? options.signal?.reason),
        },
      )
      const subscription = this.#listen(listener, options.signal)
    })
  }

  events<Payload = unknown>(
    event: EventDefinition<Payload> | '*',
    options: SubscribeOptions<NoInfer<Payload>> = {},
  ): EventStream<Payload> {
    this.#check()
    const listener = new StreamListener(this.#core, this.#listenerOptions(event, options))
    return eventStream(listener, this.#listen(listener, options.signal))
  }

  publish<Payload>(
    event: EventDefinition<Payload>,
    payload: NoInfer<Payload>,
    options?: PublishOptions,
  ): Promise<void> {
    const refusal = this.#refusal(this.#cause !== undefined)
    if (refusal !== undefined) return Promise.reject(refusal)
    const message = this.#message(event, payload, options)
    const sent = { message, definition: event, sender: options?.signal }
    const core = this.#core
    const wait = options?.waitForHandler
    if (!wait || core.registry.isHeard(message)) return core.publish(sent)
    const timeoutMs = wait === true ? waitForHandlerMs : wait.timeoutMs
    return core.waitingRoom.wait(message, () => core.publish(sent), { timeoutMs, signal: sent.sender })
  }

  dispatch(message: Message, options?: { readonly signal?: AbortSignal | undefined }): Promise<unknown> {
    const refusal = isMessageLike(message) ? this.#refusal(message.causationId !== undefined) : invalidMessage(message)
    if (refusal !== undefined) return Promise.reject(refusal)
    const sent = { message, definition: undefined, sender: options?.signal }
    return message.kind === 'command' ? this.#core.execute(sent) : this.#core.publish(sent)
  }

  as(message: Message): Bus {
    return new BusView(this.#core, this.#handle, message)
  }

  use(layer: Layer | Layer<MessageLayerCall>): Subscription {
    this.#check()
    return this.#core.registry.addLayer(layer, this.#handle)
  }

  session(id?: string): SessionBus {
    this.#check()
    const handle = openSession(this.#core, id ?? this.#core.generateId(), this.#cause)
    // The handle of a session has its id.
    return new BusView(this.#core, handle, this.#cause) as BusView & SessionBus
  }

  inspect(): BusSnapshot {
    return inspect(this.#core)
  }

  close(options: CloseOptions = {}): Promise<CloseReport> {
    const core = this.#core
    const handle = this.#handle
    handle.report ??= handle === core.root ? closeBus(core, options) : closeSession(core, handle, options)
    return handle.report
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  /** One literal of one shape: it is made for every message. */
  #message<Payload>(
    definition: MessageDefinition,
    payload: Payload,
    options: SendOptions | undefined,
  ): Message<Payload> {
    const cause = this.#cause
    const id = options?.id ?? this.#core.generateId()
    return {
      id,
      kind: definition.kind,
      type: definition.type,
      payload,
      time: this.#core.clock.now(),
      sessionId: options?.sessionId ?? this.sessionId ?? cause?.sessionId,
      actor: options?.actor ?? cause?.actor,
      correlationId: cause?.correlationId ?? id,
      causationId: cause?.id,
      version: definition.version === 1 ? undefined : definition.version,
    }
  }

  #listen(listener: HandlerListener | StreamListener, signal: AbortSignal | undefined): Subscription {
    const subscription = this.#core.registry.addListener(listener, signal)
    this.#core.waitingRoom.call()
    return subscription
  }

  #listenerOptions<Payload>(event: MessageDefinition | '*', options: SubscribeOptions<Payload>): ListenerOptions {
    return {
      type: event === '*' ? event : event.type,
      order: this.#core.nextOrder(),
      handle: this.#handle,
      // A filter is called with messages of this event only.
      options: options as SubscribeOptions,
    }
  }

  #check(): void {
    const refusal = this.#refusal(true)
    if (refusal !== undefined) throw refusal
  }

  /** Why this bus may not be used, if so: while it closes, what was caused by an earlier message may still be sent. */
  #refusal(isCaused: boolean): LlmgineError | undefined {
    const { root } = this.#core
    if (root.state === 'open' && this.#handle.state === 'open') return undefined
    if (root.state === 'closed' || (root.state === 'closing' && !isCaused)) return closed()
    if (this.#handle.state === 'closed' || (this.#handle.state === 'closing' && !isCaused))
      return sessionClosed(this.sessionId)
    return undefined
  }
}

/** What comes from a store or a wire may be anything. */
function isMessageLike(message: Partial<Message> | undefined): boolean {
  return typeof message?.type === 'string' && (message.kind === 'command' || message.kind === 'event')
}
