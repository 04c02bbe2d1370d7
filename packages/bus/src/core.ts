import {
  type Bus,
  type Clock,
  type GenerateId,
  generateId,
  HandlerFailed,
  type Logger,
  type Message,
  type MessageDefinition,
  systemClock,
  toErrorData,
} from '@llmgine/contracts'
import { abortable } from './abortable.ts'
import type { BusOptions } from './bus-options.ts'
import { Delivery } from './delivery.ts'
import { handlerFailed, noHandler } from './errors.ts'
import { Failures } from './failures.ts'
import { Flights } from './flights.ts'
import type { Handle } from './handle.ts'
import type { Host } from './host.ts'
import { isPromiseLike } from './is-promise-like.ts'
import { MessageCall, runLayers } from './message-call.ts'
import { Registry } from './registry.ts'
import { RunContext } from './run-context.ts'
import type { RunSignal } from './run-signal.ts'
import type { CommandEntry, MessageLayer } from './scope.ts'
import { Slots } from './slots.ts'
import { Starts } from './starts.ts'
import { WaitingRoom } from './waiting-room.ts'

/** A message that is to be sent, and what is known of it. */
export interface Sent {
  readonly message: Message
  readonly definition: MessageDefinition | undefined
  readonly sender: AbortSignal | undefined
}

/** How deep command handlers may call each other on one stack; the next one starts on a new stack. */
const maxDepth = 100

/** What all handles of one bus share: it brings messages to those who are registered. */
export class Core implements Host {
  readonly clock: Clock
  readonly generateId: GenerateId
  readonly registry: Registry = new Registry()
  readonly slots: Slots = new Slots()
  readonly starts: Starts = new Starts()
  readonly flights: Flights = new Flights()
  readonly signals: Set<RunSignal> = new Set()
  readonly waitingRoom: WaitingRoom
  readonly sent: { commands: number; events: number } = { commands: 0, events: 0 }
  readonly #logger: Logger | undefined
  readonly #failures: Failures
  readonly #view: (core: Core, handle: Handle, message: Message) => Bus
  #depth = 0
  #order = 0

  /** @param view Makes the bus that a handler or layer gets: sending through it is sending as the message. */
  constructor(options: BusOptions, view: (core: Core, handle: Handle, message: Message) => Bus) {
    this.clock = options.clock ?? systemClock
    this.generateId = options.generateId ?? generateId
    this.#logger = options.logger
    this.#view = view
    this.waitingRoom = new WaitingRoom(this.clock, (message) => this.registry.isHeard(message))
    const make = { generateId: this.generateId, now: () => this.clock.now() }
    this.#failures = new Failures(make, (message) => {
      void this.tell({ message, definition: HandlerFailed, sender: undefined })
    })
  }

  get root(): Handle {
    return this.registry.root
  }

  busAs(handle: Handle, message: Message): Bus {
    return this.#view(this, handle, message)
  }

  runLayers(message: Message): readonly MessageLayer[] {
    return this.registry.layersFor(message, 'run')
  }

  /** Counts up: the older of two listeners comes first. */
  nextOrder(): number {
    this.#order += 1
    return this.#order
  }

  report(message: Message, error: unknown): void {
    if (this.#failures.tell(message, error)) return
    const { id, type } = message
    this.#logger?.error(
      { messageId: id, type, error: toErrorData(error, 'bus.handler_failed') },
      'an event handler failed',
    )
  }

  /** Publishes what the bus itself has to say. The promise never rejects. */
  tell(sent: Sent): Promise<void> {
    return this.publish(sent).catch((error: unknown) => {
      const { type } = sent.message
      this.#logger?.error({ type, error: toErrorData(error, 'bus.handler_failed') }, 'an event of the bus was refused')
    })
  }

  /** Not an `async` function: it would cost as much again as all the rest. */
  execute(sent: Sent): Promise<unknown> {
    const { message, sender } = sent
    if (sender?.aborted) return Promise.reject(sender.reason)
    this.sent.commands += 1
    this.#failures.follow(message)
    const layers = this.registry.layersFor(message, 'command')
    const result = layers.length === 0 ? this.#run(sent) : this.#through(layers, sent, (call) => this.#run(call))
    return sender === undefined ? result : abortable(result, sender)
  }

  publish(sent: Sent): Promise<void> {
    const { message, sender } = sent
    if (sender?.aborted) return Promise.reject(sender.reason)
    this.waitingRoom.open()
    this.sent.events += 1
    this.#failures.follow(message)
    const layers = this.registry.layersFor(message, 'event')
    const done =
      layers.length === 0
        ? this.#deliver(sent)
        : this.#through(layers, sent, (call) => this.#deliver(call)).then(() => undefined)
    return sender === undefined ? done : abortable(done, sender)
  }

  #deliver(sent: Sent): Promise<void> {
    const listeners = this.registry.listenersFor(sent.message)
    if (listeners.length === 0) return Promise.resolve()
    const delivery = new Delivery(this, sent, listeners)
    return this.starts.next(() => delivery.start())
  }

  /** Runs a command's handler. */
  #run(sent: Sent): Promise<unknown> {
    const { message } = sent
    const entry = this.registry.commandFor(message)
    if (entry === undefined) return Promise.reject(noHandler(message))
    if (this.#depth === maxDepth) return this.#runOnNewStack(sent)
    const context = new RunContext(this, entry.handle, message, sent.sender)
    this.#begin(entry, message)
    let answer: unknown
    this.#depth += 1
    try {
      answer = entry.handler(message.payload, context)
    } catch (error) {
      return Promise.reject(this.#failed(entry, context, error))
    } finally {
      this.#depth -= 1
    }
    if (!isPromiseLike(answer)) {
      this.#end(entry, context)
      return Promise.resolve(answer)
    }
    this.flights.begin(context)
    return (answer instanceof Promise ? answer : Promise.resolve(answer)).then(
      (value) => {
        this.#end(entry, context)
        return value
      },
      (error: unknown) => {
        throw this.#failed(entry, context, error)
      },
    )
  }

  #runOnNewStack(sent: Sent): Promise<unknown> {
    this.flights.begin(sent)
    return Promise.resolve().then(() => {
      const result = this.#run(sent)
      this.flights.end(sent)
      return result
    })
  }

  #begin(entry: CommandEntry, message: Message): void {
    entry.running += 1
    entry.handle.enter()
    this.slots.begin(message)
  }

  #end(entry: CommandEntry, context: RunContext): void {
    entry.running -= 1
    entry.handle.leave()
    context.end()
    this.slots.end(context.message)
    this.flights.end(context)
  }

  #failed(entry: CommandEntry, context: RunContext, error: unknown): unknown {
    const wasAborted = context.wasAborted(error)
    this.#end(entry, context)
    return wasAborted ? error : handlerFailed(entry.type, error)
  }

  #through(
    layers: readonly MessageLayer[],
    sent: Sent,
    innermost: (call: MessageCall) => Promise<unknown>,
  ): Promise<unknown> {
    const call = new MessageCall(this, sent)
    const end = (): void => {
      call.end()
      this.flights.end(call)
    }
    this.flights.begin(call)
    return runLayers(layers, call, innermost).then(
      (value) => {
        end()
        return value
      },
      (error: unknown) => {
        end()
        throw sent.sender?.aborted && error === sent.sender.reason ? error : handlerFailed(sent.message.type, error)
      },
    )
  }
}
