import type { Bus, Layer, LayerNext, Message, MessageDefinition, MessageLayerCall } from '@llmgine/contracts'
import type { Host } from './host.ts'
import { RunContext } from './run-context.ts'

/** A message as a layer sees it. Signal and bus are made when they are asked for. */
export class MessageCall implements MessageLayerCall {
  readonly message: Message
  readonly definition: MessageDefinition | undefined
  /** The sender's signal, or the one a layer put in its place. */
  readonly sender: AbortSignal | undefined
  readonly #host: Host
  readonly #first: MessageCall
  #context: RunContext | undefined
  #changed: MessageCall[] | undefined

  constructor(host: Host, sent: Sent, first?: MessageCall) {
    this.message = sent.message
    this.definition = sent.definition
    this.sender = sent.sender
    this.#host = host
    this.#first = first ?? this
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

  get signal(): AbortSignal {
    return this.#made().signal
  }

  get bus(): Bus {
    return this.#made().bus
  }

  /** The same call with what a layer changed: a changed input is the message's payload from there on. */
  with(change: Parameters<LayerNext>[0] & object): MessageCall {
    const message = 'input' in change ? { ...this.message, payload: change.input } : this.message
    const sent = { message, definition: this.definition, sender: change.signal ?? this.sender }
    const changed = new MessageCall(this.#host, sent, this.#first)
    this.#first.#changed ??= []
    this.#first.#changed.push(changed)
    return changed
  }

  /** The message has been dealt with: lets go of the signals that were made for it. */
  end(): void {
    this.#context?.end()
    for (const call of this.#changed ?? []) call.end()
  }

  #made(): RunContext {
    this.#context ??= new RunContext(this.#host, this.#host.root, this.message, this.sender)
    return this.#context
  }
}

interface Sent {
  readonly message: Message
  readonly definition: MessageDefinition | undefined
  readonly sender: AbortSignal | undefined
}

/** Goes through the layers, the first one outermost, and then does what is innermost. */
export function runLayers(
  layers: readonly Layer<MessageLayerCall>[],
  call: MessageCall,
  innermost: (call: MessageCall) => Promise<unknown>,
  index = 0,
): Promise<unknown> {
  const layer = layers[index]
  if (layer === undefined) return innermost(call)
  try {
    const answer = layer(call, (change) =>
      runLayers(layers, change === undefined ? call : call.with(change), innermost, index + 1),
    )
    return answer instanceof Promise ? answer : Promise.resolve(answer)
  } catch (error) {
    return Promise.reject(error)
  }
}
