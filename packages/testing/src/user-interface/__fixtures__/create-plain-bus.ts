import type { Bus, EventDefinition, HandlerContext, Message, MessageDefinition } from '@llmgine/contracts'
import { createMessage } from '@llmgine/contracts'

type Handler = (payload: never, context: HandlerContext<never>) => unknown

/** As much of a bus as the suite of user interfaces and the plain interface need, so that this package needs no sibling. */
export function createPlainBus(): Bus {
  const handlers = new Map<string, Handler>()
  const listeners = new Set<{ readonly type: string; readonly handler: Handler }>()
  const layers: ((call: object, next: () => Promise<unknown>) => unknown)[] = []
  let failed = 0

  const deliver = (message: Message): void => {
    for (const { type, handler } of [...listeners]) {
      if (type !== message.type) continue
      try {
        // The definition the handler was added with says what its payload is.
        handler(message.payload as never, { message, signal: new AbortController().signal, bus } as never)
      } catch {
        failed += 1
      }
    }
  }

  const sendAs = (cause: Message | undefined) => ({
    async execute(definition: MessageDefinition, payload: unknown, options: object = {}) {
      const message = createMessage(definition as EventDefinition<unknown>, payload, { cause, ...options })
      let next = async (): Promise<unknown> => handlers.get(message.type)?.(payload as never, { message, bus } as never)
      for (const layer of layers) {
        const inner = next
        next = async () => layer({ message, name: message.type, input: payload }, inner)
      }
      return next()
    },
    async publish(definition: EventDefinition<unknown>, payload: unknown, options: object = {}) {
      deliver(createMessage(definition, payload, { cause, ...options }))
    },
  })

  const handle = ({ type }: MessageDefinition, handler: Handler) => {
    const before = handlers.get(type)
    handlers.set(type, handler)
    const unsubscribe = (): void => {
      if (before !== undefined) handlers.set(type, before)
    }
    return { unsubscribe, [Symbol.dispose]: unsubscribe }
  }

  const parts = {
    ...sendAs(undefined),
    handle,
    on({ type }: MessageDefinition, handler: Handler) {
      const listener = { type, handler }
      listeners.add(listener)
      const unsubscribe = (): void => void listeners.delete(listener)
      return { unsubscribe, [Symbol.dispose]: unsubscribe }
    },
    as: (message: Message) => ({ ...parts, ...sendAs(message) }),
    use: (layer: (typeof layers)[number]) => void layers.push(layer),
    session: () => parts,
    inspect: () => ({ subscriptions: [...listeners].map(({ type }) => ({ type, failed })) }),
  }
  // Only what is written above is used.
  const bus = parts as unknown as Bus
  return bus
}
