import {
  type Bus,
  type Clock,
  createMessage,
  type EventDefinition,
  type GenerateId,
  generateId,
  HandlerFailed,
  isLlmgineError,
  LlmgineError,
  type Logger,
  type Message,
  systemClock,
  toErrorData,
} from '@llmgine/contracts'
import { abortable } from './abortable.ts'
import type { BusOptions } from './bus-options.ts'
import { Deliveries } from './deliveries.ts'
import { Flights } from './flights.ts'
import type { Command } from './handle.ts'
import { isPromiseLike } from './is-promise-like.ts'
import type { AddedLayer } from './layers.ts'
import type { ListenerHost } from './listener.ts'
import type { Owner } from './owner.ts'
import { Registry } from './registry.ts'
import { Run, type RunHost, type Sent } from './run.ts'
import { runLayers } from './run-layers.ts'
import { Slots } from './slots.ts'
import { WaitingRoom } from './waiting-room.ts'

/** How deep command handlers may call each other on one stack; the next one starts on a new stack. */
const maxDepth = 100

/** How many messages are remembered as consequences of a failure. */
const maxConsequences = 1000

/** What all handles of one bus share: it brings messages to those who are registered. */
export class Core implements RunHost, ListenerHost {
  readonly clock: Clock
  readonly generateId: GenerateId
  readonly registry: Registry = new Registry()
  /** What is on its way. */
  readonly flights: Flights = new Flights()
  readonly signalled: Set<Run> = new Set()
  readonly slots: Slots = new Slots()
  readonly waitingRoom: WaitingRoom
  readonly sent: { commands: number; events: number } = { commands: 0, events: 0 }
  readonly #logger: Logger | undefined
  readonly #view: (core: Core, owner: Owner, message: Message) => Bus
  readonly #consequences = new Set<string>()
  readonly #deliveries = new Deliveries(this)
  #depth = 0

  /** @param view Makes the bus that a handler or layer gets: sending through it is sending as the message. */
  constructor(options: BusOptions, view: (core: Core, owner: Owner, message: Message) => Bus) {
    this.clock = options.clock ?? systemClock
    this.generateId = options.generateId ?? generateId
    this.#logger = options.logger
    this.#view = view
    this.waitingRoom = new WaitingRoom(this.clock, (message) => this.registry.isHeard(message))
  }

  busAs(owner: Owner, message: Message): Bus {
    return this.#view(this, owner, message)
  }

  begin(run: Run): void {
    run.busy += 1
    if (run.busy > 1) return
    this.flights.add(run)
    run.owner.busy += 1
  }

  end(run: Run): void {
    const { owner } = run
    run.busy -= 1
    if (run.busy > 0) return
    run.end()
    owner.busy -= 1
    this.flights.delete(run)
    // The bus is idle when everything is, a session when what was added through its handle is.
    if (this.flights.size === 0) this.registry.root.onIdle?.()
    if (owner.busy === 0 && owner !== this.registry.root) owner.onIdle?.()
  }

  /**
   * Tells that a handler of an event failed, as `bus.handler-failed`. What came of such an event is not told again, neither its own handlers'
   * failures nor those further down the chain: they would tell of each other without end.
   */
  report(message: Message, error: unknown): void {
    const data = toErrorData(error, 'bus.handler_failed')
    const { id, type } = message
    if (type === HandlerFailed.type || this.#consequences.has(id)) {
      this.#logger?.error({ messageId: id, type, error: data }, 'an event handler failed')
      return
    }
    void this.tell(HandlerFailed, { messageId: id, messageType: type, error: data }, { cause: message })
  }

  /** Publishes what the bus itself has to say. The promise never rejects. */
  tell<Payload>(event: EventDefinition<Payload>, payload: NoInfer<Payload>, from: TellOptions): Promise<void> {
    const id = this.generateId()
    const message = createMessage(event, payload, { ...from, id, time: this.clock.now() })
    if (event.type === HandlerFailed.type) this.#remember(id)
    return this.send({ message, owner: this.registry.root, definition: event, sender: undefined }).then(
      () => undefined,
      (error: unknown) => {
        const data = toErrorData(error, 'bus.handler_failed')
        this.#logger?.error({ type: event.type, error: data }, 'an event of the bus was refused')
      },
    )
  }

  /** Sends a message. Not an `async` function, here and below: that would cost as much again as all the rest. */
  send(sent: Sent): Promise<unknown> {
    const { message, sender } = sent
    if (sender?.aborted) return Promise.reject(sender.reason)
    if (message.kind === 'event') this.waitingRoom.open()
    this.sent[message.kind === 'event' ? 'events' : 'commands'] += 1
    if (this.#consequences.size > 0 && this.#consequences.has(message.causationId ?? '')) this.#remember(message.id)
    const run = new Run(this, sent)
    const layers = this.registry.layersFor(message, message.kind)
    const done = layers.length === 0 ? this.#go(run) : this.#through(layers, run)
    return sender === undefined ? done : abortable(done, sender)
  }

  #go(run: Run): Promise<unknown> {
    return run.message.kind === 'command'
      ? this.#execute(run)
      : this.#deliveries.start(run, this.registry.listenersFor(run.message))
  }

  #through(layers: readonly AddedLayer[], run: Run): Promise<unknown> {
    this.begin(run)
    return runLayers(layers, run, (inner) => this.#go(inner)).then(
      (value) => {
        this.end(run)
        return value
      },
      (error: unknown) => {
        this.end(run)
        throw toThrown(run, error)
      },
    )
  }

  #execute(run: Run): Promise<unknown> {
    const { message } = run
    const { type, sessionId } = message
    const command = this.registry.commandFor(message)
    if (command === undefined) {
      const text = `Nobody handles "${type}". Register a handler with bus.handle().`
      return Promise.reject(new LlmgineError('bus.no_handler', text, { details: { type, sessionId } }))
    }
    if (this.#depth === maxDepth) return this.#executeOnNewStack(run)
    const own = run.for(command.owner)
    let answer: unknown
    command.running += 1
    this.slots.begin(message)
    this.#depth += 1
    try {
      answer = command.handler(message.payload, own)
    } catch (error) {
      this.#settled(command, own)
      return Promise.reject(toThrown(own, error))
    } finally {
      this.#depth -= 1
    }
    if (isPromiseLike(answer)) return this.#settle(command, own, answer)
    this.#settled(command, own)
    return Promise.resolve(answer)
  }

  #executeOnNewStack(run: Run): Promise<unknown> {
    this.begin(run)
    return Promise.resolve().then(() => {
      const result = this.#execute(run)
      this.end(run)
      return result
    })
  }

  #settle(command: Command, run: Run, answer: PromiseLike<unknown>): Promise<unknown> {
    this.begin(run)
    return Promise.resolve(answer).then(
      (value) => {
        this.end(run)
        this.#settled(command, run)
        return value
      },
      (error: unknown) => {
        this.end(run)
        this.#settled(command, run)
        throw toThrown(run, error)
      },
    )
  }

  #settled(command: Command, run: Run): void {
    command.running -= 1
    this.slots.end(run.message)
    if (run.busy === 0) run.end()
  }

  #remember(id: string): void {
    this.#consequences.add(id)
    const [oldest = ''] = this.#consequences
    if (this.#consequences.size > maxConsequences) this.#consequences.delete(oldest)
  }
}

/** What a sender sees of what a handler or layer threw: an `LlmgineError` or the signal's reason as it is, else as the cause of one. */
function toThrown(run: Run, error: unknown): unknown {
  if (isLlmgineError(error) || run.isReason(error)) return error
  const { type } = run.message
  const { message } = toErrorData(error, 'bus.handler_failed')
  return new LlmgineError('bus.handler_failed', `"${type}" failed: ${message}`, { cause: error, details: { type } })
}

interface TellOptions {
  readonly cause?: Message | undefined
  readonly sessionId?: string | undefined
}
