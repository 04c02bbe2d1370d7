import {
  type Bus,
  type BusSnapshot,
  type CloseOptions,
  type CloseReport,
  type CommandDefinition,
  type CommandHandler,
  type EventDefinition,
  type EventHandler,
  type EventStream,
  type HandleOptions,
  type Layer,
  LlmgineError,
  type Message,
  type MessageDefinition,
  type MessageLayerCall,
  type OnceOptions,
  type PublishOptions,
  type SendOptions,
  type SessionBus,
  type SubscribeOptions,
  type Subscription,
} from '@llmgine/contracts'
import { close, openSession } from './close.ts'
import type { Core } from './core.ts'
import { eventStream } from './event-stream.ts'
import type { Handle } from './handle.ts'
import { inspect } from './inspect.ts'
import { Listener, type ListenerOptions } from './listener.ts'

/** How long an event waits for a listener, when it is not said. */
const waitForHandlerMs = 5000

type ListenOptions = Omit<ListenerOptions, 'type' | 'order' | 'owner'>

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
  static coreOf(bus: Bus): Core | undefined {
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
    return this.#core.registry.addCommand(this.#handle, { type: command.type, handler: erased }, options?.signal)
  }

  execute<Payload, Result>(
    command: CommandDefinition<Payload, Result>,
    payload: NoInfer<Payload>,
    options?: SendOptions,
  ): Promise<Result> {
    const message = this.#message(command, payload, options)
    // A command is answered by its handler, which was registered with the type of its result.
    return this.#send(message, command, options?.signal) as Promise<Result>
  }

  on<Payload = unknown>(
    event: EventDefinition<Payload> | '*',
    handler: EventHandler<NoInfer<Payload>>,
    options: SubscribeOptions<NoInfer<Payload>> = {},
  ): Subscription {
    // Handler and filter are called with messages of this event only.
    return this.#listen(event, handler as EventHandler<unknown>, options as SubscribeOptions)[1]
  }

  once<Payload = unknown>(
    event: EventDefinition<Payload> | '*',
    options: OnceOptions<NoInfer<Payload>> = {},
  ): Promise<Message<Payload>> {
    const next = new Promise<Message<Payload>>((resolve, reject) => {
      const { signal, filter } = options
      const take: EventHandler<unknown> = (_, { message }) => {
        // It hears messages of this event only.
        resolve(message as Message<Payload>)
        subscription.unsubscribe()
      }
      const onStop: ListenerOptions['onStop'] = (reason) => reject(reason ?? signal?.reason)
      // The filter is called with messages of this event only.
      const [, subscription] = this.#listen(event, take, { filter, signal, onStop } as ListenOptions)
    })
    // Who gave up waiting for it before the bus closed does not bring the process down.
    next.catch(() => undefined)
    return next
  }

  events<Payload = unknown>(
    event: EventDefinition<Payload> | '*',
    options: SubscribeOptions<NoInfer<Payload>> = {},
  ): EventStream<Payload> {
    const stream = eventStream((handler, hooks) => {
      // The filter is called with messages of this event only.
      return this.#listen(event, handler, { ...(options as SubscribeOptions), ...hooks })
    })
    // It brings messages of this event only.
    return stream as EventStream<Payload>
  }

  publish<Payload>(
    event: EventDefinition<Payload>,
    payload: NoInfer<Payload>,
    options?: PublishOptions,
  ): Promise<void> {
    const message = this.#message(event, payload, options)
    const { signal, waitForHandler } = options ?? {}
    // An event is answered with nothing.
    const publish = (): Promise<void> => this.#send(message, event, signal) as Promise<void>
    if (!waitForHandler || this.#core.registry.isHeard(message) || this.#refusal(message)) return publish()
    const timeoutMs = waitForHandler === true ? waitForHandlerMs : waitForHandler.timeoutMs
    return this.#core.waitingRoom.wait({ message, signal, timeoutMs }, publish)
  }

  dispatch(message: Message, options?: { readonly signal?: AbortSignal | undefined }): Promise<unknown> {
    // What comes from a store or a wire may be anything.
    const { kind, type } = (message ?? {}) as Partial<Message>
    if (typeof type === 'string' && (kind === 'command' || kind === 'event')) {
      return this.#send(message, undefined, options?.signal)
    }
    const text = 'Expected a message with kind and type to dispatch. Make one with createMessage().'
    return Promise.reject(new LlmgineError('bus.invalid_message', text))
  }

  as(message: Message): Bus {
    return new BusView(this.#core, this.#handle, message)
  }

  use(layer: Layer<MessageLayerCall>): Subscription {
    this.#check()
    return this.#handle.addLayer(layer)
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
    this.#handle.report ??= close(this.#core, this.#handle, options)
    return this.#handle.report
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

  #send(
    message: Message,
    definition: MessageDefinition | undefined,
    sender: AbortSignal | undefined,
  ): Promise<unknown> {
    const core = this.#core
    const refusal = this.#refusal(message)
    return refusal === undefined
      ? core.send({ message, owner: core.registry.root, definition, sender })
      : Promise.reject(refusal)
  }

  #listen(
    event: MessageDefinition | '*',
    handler: EventHandler<unknown>,
    options: ListenOptions,
  ): readonly [Listener, Subscription] {
    this.#check()
    const core = this.#core
    core.registry.order += 1
    const where = { type: event === '*' ? event : event.type, order: core.registry.order, owner: this.#handle }
    const listener = new Listener(core, handler, { ...options, ...where })
    const subscription = this.#handle.addListener(listener, options.signal)
    core.waitingRoom.call()
    return [listener, subscription]
  }

  #check(): void {
    const refusal = this.#core.registry.root.refusal(true) ?? this.#handle.refusal(true)
    if (refusal !== undefined) throw refusal
  }

  /** Why a message may not be sent, if so: while a bus or session closes, what was caused by an earlier message still may. */
  #refusal({ causationId }: Message): LlmgineError | undefined {
    const isCaused = causationId !== undefined
    return this.#core.registry.root.refusal(isCaused) ?? this.#handle.refusal(isCaused)
  }
}
