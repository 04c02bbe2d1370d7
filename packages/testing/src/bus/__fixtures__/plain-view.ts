import {
  type CommandHandler,
  createMessage,
  type EventDefinition,
  type EventHandler,
  LlmgineError,
  type Message,
  type MessageDefinition,
  type SendOptions,
  type SessionBus,
  SessionClosed,
  SessionOpened,
  type SubscribeOptions,
  type Subscription,
  toErrorData,
} from '@llmgine/contracts'
import { closePlainScope } from './close-plain-scope.ts'
import { holdEvent, isListenedTo } from './hold-event.ts'
import { createPlainListener, type ListenerOptions } from './plain-listener.ts'
import { send, through } from './plain-sending.ts'
import { createPlainStream } from './plain-stream.ts'
import type { PlainListener, Scope, World } from './plain-world.ts'

/** A bus as it is seen through a scope, and as a message when there is one. */
interface View {
  readonly world: World
  readonly scope: Scope
  readonly cause: Message | undefined
}

export function createPlainView(world: World, scope: Scope, cause?: Message): SessionBus {
  const view = { world, scope, cause }
  const bus: SessionBus = {
    ...handling(view),
    ...hearing(view),
    ...sending(view),
    ...scoping(view),
    // The bus itself has no session id, and nobody takes it for a session.
    sessionId: scope.sessionId as string,
    async [Symbol.asyncDispose]() {
      await bus.close()
    },
  }
  return bus
}

/** Publishes what the bus has to say itself. Never rejects. */
export async function tell(world: World, message: Message, definition: MessageDefinition): Promise<void> {
  await send(world, { message, definition, sender: undefined }).catch(() => undefined)
}

function handling(view: View): Pick<SessionBus, 'handle' | 'use'> {
  const { world, scope } = view
  return {
    handle(command, handler, options) {
      check(view)
      const { type } = command
      if (world.commands.some((other) => other.type === type && other.scope.sessionId === scope.sessionId)) {
        throw new LlmgineError('bus.duplicate_handler', 'There is one.')
      }
      // It is called with payloads of this command only.
      const call = handler as CommandHandler<unknown, unknown>
      const entry: World['commands'][number] = {
        type,
        scope,
        running: 0,
        handler: (payload, { message, signal }) =>
          call(payload, { message, signal, bus: createPlainView(world, scope, message) }),
      }
      world.commands = [...world.commands, entry]
      return own(() => {
        world.commands = world.commands.filter((other) => other !== entry)
      }, options?.signal)
    },
    use(layer) {
      check(view)
      const entry = { layer, scope }
      world.layers = [...world.layers, entry]
      return own(() => {
        world.layers = world.layers.filter((other) => other !== entry)
      })
    },
  }
}

function hearing(view: View): Pick<SessionBus, 'on' | 'once' | 'events'> {
  const { world, scope } = view
  const { is } = world
  const typeOf = (event: MessageDefinition | '*'): string => (event === '*' ? event : event.type)
  // Handlers and filters are called with messages of their event only; so are those who wait for one.
  return {
    on: (event, handler, options = {}) =>
      hear(view, handler as EventHandler<unknown>, {
        type: typeOf(event),
        scope,
        options: options as SubscribeOptions,
      }),
    once(event, { filter, signal } = {}) {
      const next = new Promise<Message>((resolve, reject) => {
        const take: EventHandler<unknown> = (_, { message }) => {
          resolve(message)
          if (!is('once leaks')) subscription.unsubscribe()
        }
        const onStop = (reason: unknown): void => reject(reason ?? signal?.reason)
        const options = { filter, signal } as SubscribeOptions
        const subscription = hear(view, take, { type: typeOf(event), scope, options, onStop })
      })
      next.catch(() => undefined)
      return next as Promise<never>
    },
    events(event, options = {}) {
      check(view)
      const where = { type: typeOf(event), scope, options: options as SubscribeOptions }
      const stream = createPlainStream(world, where, (listener) => listen(world, listener, options.signal).unsubscribe)
      return stream as ReturnType<SessionBus['events']> as never
    },
  }
}

function hear(view: View, handler: EventHandler<unknown>, options: ListenerOptions): Subscription {
  const { world, scope } = view
  check(view)
  const listener = createPlainListener(
    world,
    (_, { signal, ...flight }) =>
      through(world, { ...flight, sender: signal }, 'run', async (_world, { message, sender = signal }) =>
        handler(message.payload, { message, signal: sender, bus: createPlainView(world, scope, message) }),
      ),
    options,
  )
  const offer: PlainListener['offer'] = async (flight) => {
    await listener.offer(flight)
    if (world.is('delivers twice')) await listener.offer(flight)
  }
  return listen(world, { ...listener, offer }, options.options.signal)
}

function sending(view: View): Pick<SessionBus, 'execute' | 'publish' | 'dispatch' | 'as'> {
  const { world, scope } = view
  return {
    // A command is answered with its result.
    execute: (command, payload, options = {}) =>
      dispatch(view, make(view, command, payload, options), command, options.signal) as Promise<never>,
    async publish(event, payload, options = {}) {
      const { waitForHandler, signal } = options
      const message = make(view, event, payload, options)
      const publish = (): Promise<unknown> => dispatch(view, message, event, signal)
      const timeoutMs = typeof waitForHandler === 'object' ? waitForHandler.timeoutMs : 5000
      const isHeld = waitForHandler && !isListenedTo(world, message)
      await (isHeld ? holdEvent(world, { message, timeoutMs, signal }, publish) : publish())
    },
    dispatch(message, options) {
      const again = world.is('dispatch makes another message') ? { ...message, id: `${message.id}/again` } : message
      return dispatch(view, again, undefined, options?.signal)
    },
    as: (message) => createPlainView(world, scope, message),
  }
}

function scoping(view: View): Pick<SessionBus, 'session' | 'inspect' | 'close'> {
  const { world, scope, cause } = view
  const make = (sessionId: string) => ({ sessionId, time: world.clock.now() })
  return {
    session(id = crypto.randomUUID()) {
      check(view)
      const opened: Scope = { sessionId: id, state: 'open' }
      const isFirst = !world.scopes.some(({ sessionId }) => sessionId === id)
      world.scopes.push(opened)
      const message = createMessage(SessionOpened, { sessionId: id }, { ...make(id), cause })
      if (isFirst) void tell(world, message, SessionOpened)
      return createPlainView(world, opened, cause)
    },
    inspect: () => ({
      handlers: world.commands.map(({ type, scope: { sessionId }, running }) => ({ type, sessionId, running })),
      subscriptions: world.listeners.map(({ type, scope: { sessionId }, priority, counters }) => ({
        type,
        sessionId,
        priority,
        ...counters,
      })),
      layers: world.layers.map(({ layer }) => layer.name),
      sessions: [...new Set(world.scopes.flatMap(({ sessionId }) => sessionId ?? []))],
      sent: { ...world.sent },
    }),
    close(options = {}) {
      const error = options.error === undefined ? undefined : toErrorData(options.error, 'bus.session_failed')
      scope.report ??= closePlainScope(world, scope, options, (id) =>
        tell(world, createMessage(SessionClosed, { sessionId: id, error }, make(id)), SessionClosed),
      )
      return scope.report
    },
  }
}

function make(
  { world, scope, cause }: View,
  definition: MessageDefinition,
  payload: unknown,
  options: SendOptions,
): Message {
  // The overloads of `createMessage` ask for a command or an event, and a definition is one of the two.
  return createMessage(definition as EventDefinition<unknown>, payload, {
    cause: world.is('forgets the cause') ? undefined : cause,
    sessionId: options.sessionId ?? scope.sessionId,
    actor: options.actor,
    id: options.id,
    time: world.clock.now(),
  })
}

async function dispatch(
  view: View,
  message: Message,
  definition?: MessageDefinition,
  sender?: AbortSignal,
): Promise<unknown> {
  const error = refusal(view, message.causationId !== undefined)
  if (error !== undefined) throw error
  return send(view.world, { message, definition, sender })
}

function check(view: View): void {
  const error = refusal(view, true)
  if (error !== undefined) throw error
}

function refusal({ world: { root }, scope }: View, isCaused: boolean): LlmgineError | undefined {
  if (root.state === 'closed' || (root.state === 'closing' && !isCaused))
    return new LlmgineError('bus.closed', 'Closed.')
  if (scope.state === 'open' || (scope.state === 'closing' && isCaused)) return undefined
  return new LlmgineError('bus.session_closed', 'Closed.')
}

function listen(world: World, listener: PlainListener, signal?: AbortSignal): Subscription {
  world.listeners = [...world.listeners, listener]
  for (const look of world.held) look()
  return own(() => {
    if (!world.listeners.includes(listener)) return
    world.listeners = world.listeners.filter((other) => other !== listener)
    listener.stop(undefined)
  }, signal)
}

function own(take: () => void, signal?: AbortSignal): Subscription {
  const unsubscribe = (): void => {
    signal?.removeEventListener('abort', unsubscribe)
    take()
  }
  if (signal?.aborted) unsubscribe()
  else signal?.addEventListener('abort', unsubscribe)
  return { unsubscribe, [Symbol.dispose]: unsubscribe }
}
