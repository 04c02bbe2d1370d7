import {
  type Clock,
  defineLayer,
  type Layer,
  type Message,
  type MessageLayerCall,
  systemClock,
} from '@llmgine/contracts'

/** What counts as the same message, and for how long. */
export interface IdempotencyOptions {
  /** Two messages of one type with the same key are the same; without a key a message is never one. @default the message's id */
  readonly key?: ((message: Message) => string | undefined) | undefined
  /** How long a result is remembered. @default 600_000 */
  readonly ttlMs?: number | undefined
  /** How many are remembered; the oldest are forgotten first, those under way never. @default 10_000 */
  readonly limit?: number | undefined
  /** @default the system's clock */
  readonly clock?: Clock | undefined
}

interface Memory {
  readonly answer: Promise<unknown>
  until: number
}

/**
 * A layer that runs the same message once: again, it is answered with the same result, and while it is under way both wait for the one run. A
 * failure is not remembered, so that it can be tried again. It remembers within this process only; what must hold across restarts is a
 * `onceKey` in the log.
 *
 * @example
 * bus.use(withIdempotency({ key: ({ type, payload }) => (isMessage(Pay, …) ? payload.orderId : undefined) }))
 */
export function withIdempotency(options: IdempotencyOptions = {}): Layer<MessageLayerCall> {
  const { key = ({ id }) => id, ttlMs = 600_000, limit = 10_000, clock = systemClock } = options
  const memories = new Map<string, Memory>()

  const forget = (): void => {
    for (const [name, { until }] of memories) {
      const isDue = until <= clock.now() || (memories.size >= limit && until < Number.POSITIVE_INFINITY)
      if (isDue) memories.delete(name)
      else if (memories.size < limit) return
    }
  }

  const remember = (name: string, answer: Promise<unknown>): void => {
    memories.set(name, { answer, until: Number.POSITIVE_INFINITY })
    const settle = (): void => {
      memories.delete(name)
      memories.set(name, { answer, until: clock.now() + ttlMs })
    }
    answer.then(settle, () => memories.delete(name))
  }

  return defineLayer<MessageLayerCall>('idempotency', {}, ({ message }, next) => {
    const own = key(message)
    if (own === undefined) return next()
    const name = `${message.kind} ${message.type} ${own}`
    const memory = memories.get(name)
    if (memory !== undefined && memory.until > clock.now()) return memory.answer
    forget()
    const answer = next()
    if (memories.size < limit) remember(name, answer)
    return answer
  })
}
