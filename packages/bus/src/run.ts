import type {
  Bus,
  HandlerContext,
  LayerNext,
  LlmgineError,
  Message,
  MessageDefinition,
  MessageLayerCall,
} from '@llmgine/contracts'
import type { Owner } from './owner.ts'

/** What a run needs of the bus. */
export interface RunHost {
  /** Runs whose signal was asked for and that are not over. */
  readonly signalled: Set<Run>
  busAs(owner: Owner, message: Message): Bus
}

/** A message that is sent, and how. */
export interface Sent {
  readonly message: Message
  readonly owner: Owner
  readonly definition: MessageDefinition | undefined
  /** The sender's signal, or one that a layer put in its place. */
  readonly sender: AbortSignal | undefined
}

/**
 * A message on its way, as its handlers and the layers around it see it. Signal and bus are made when they are asked for, by getters on the
 * prototype: most handlers of most events need neither. The signal follows the sender's, and is let go of when the run is over, so that neither
 * a sender's signal nor the bus keeps listeners of what has ended.
 */
export class Run implements HandlerContext, MessageLayerCall {
  readonly message: Message
  readonly owner: Owner
  readonly definition: MessageDefinition | undefined
  readonly sender: AbortSignal | undefined
  /** In how many places it is at work. */
  busy = 0
  /** Its neighbours among those that are on their way. */
  older: Run | undefined
  newer: Run | undefined
  /** The error of a queue that refused the event. */
  refusal: LlmgineError | undefined
  readonly #host: RunHost
  #controller: AbortController | undefined
  #derived: Run[] | undefined
  #isOver = false

  constructor(host: RunHost, { message, owner, definition, sender }: Sent) {
    this.message = message
    this.owner = owner
    this.definition = definition
    this.sender = sender
    this.#host = host
  }

  get target(): 'command' | 'event' {
    return this.message.kind
  }

  get name(): string {
    return this.message.type
  }

  get input(): unknown {
    return this.message.payload
  }

  get sessionId(): string | undefined {
    return this.message.sessionId
  }

  get bus(): Bus {
    return this.#host.busAs(this.owner, this.message)
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.sender?.aborted) this.abort(this.sender.reason)
      else if (!this.#isOver) {
        this.sender?.addEventListener('abort', this)
        this.#host.signalled.add(this)
      }
    }
    return this.#controller.signal
  }

  /** Called by the sender's signal. */
  handleEvent(): void {
    this.abort(this.sender?.reason)
  }

  abort(reason: unknown): void {
    this.#release()
    this.#controller?.abort(reason)
  }

  /** Whether an error is no failure of the handler but the reason of its signal. */
  isReason(error: unknown): boolean {
    const signal = this.#controller?.signal ?? this.sender
    return signal?.aborted === true && signal.reason === error
  }

  /** The same message for handlers of another handle; one run for all of them. */
  for(owner: Owner): Run {
    if (owner === this.owner && !this.#isOver) return this
    const { message, definition, sender } = this
    const found = this.#derived?.find(
      (run) => run.owner === owner && run.message === message && run.sender === sender && !run.#isOver,
    )
    return found ?? this.#derive({ message, owner, definition, sender })
  }

  /** The same run with what a layer changed: a changed input is the message's payload from there on. */
  with(change: Parameters<LayerNext>[0] & object): Run {
    const message = 'input' in change ? { ...this.message, payload: change.input } : this.message
    const { owner, definition } = this
    return this.#derive({ message, owner, definition, sender: change.signal ?? this.sender })
  }

  /** The message has been dealt with. */
  end(): void {
    this.#isOver = true
    this.#release()
    for (const run of this.#derived ?? []) run.end()
  }

  #derive(sent: Sent): Run {
    const run = new Run(this.#host, sent)
    this.#derived ??= []
    this.#derived.push(run)
    return run
  }

  #release(): void {
    if (this.#controller === undefined) return
    this.#host.signalled.delete(this)
    this.sender?.removeEventListener('abort', this)
  }
}
