import { createMessage, HandlerFailed, type Message, toErrorData } from '@llmgine/contracts'

/** How many messages are remembered as consequences of a failure. */
const remembered = 1000

/**
 * Tells failures of event handlers as `bus.handler-failed`, once, and never what comes of such an event: neither its own handlers' failures
 * nor those further down the chain, which would tell of each other without end.
 */
export class Failures {
  readonly #consequences = new Set<string>()
  readonly #publish: (message: Message) => void
  readonly #make: { readonly generateId: () => string; readonly now: () => number }

  constructor(
    make: { readonly generateId: () => string; readonly now: () => number },
    publish: (message: Message) => void,
  ) {
    this.#make = make
    this.#publish = publish
  }

  /** Every message that is sent passes here, so that the consequences of a failure are known as such. */
  follow(message: Message): void {
    if (this.#consequences.size === 0 || message.causationId === undefined) return
    if (this.#consequences.has(message.causationId)) this.#remember(message.id)
  }

  /** Answers whether it could be told. */
  tell(message: Message, error: unknown): boolean {
    if (message.type === HandlerFailed.type || this.#consequences.has(message.id)) return false
    const payload = {
      messageId: message.id,
      messageType: message.type,
      error: toErrorData(error, 'bus.handler_failed'),
    }
    const id = this.#make.generateId()
    this.#remember(id)
    this.#publish(createMessage(HandlerFailed, payload, { cause: message, id, time: this.#make.now() }))
    return true
  }

  #remember(id: string): void {
    this.#consequences.add(id)
    if (this.#consequences.size <= remembered) return
    for (const oldest of this.#consequences) {
      this.#consequences.delete(oldest)
      return
    }
  }
}
