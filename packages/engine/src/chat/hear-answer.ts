import { type Bus, type Message, ModelDelta, ModelResponded } from '@llmgine/contracts'

/** What is heard of a model call while it lasts. */
export interface HeardAnswer {
  /** The text so far. */
  readonly text: string
  /** The message that tells of a response. */
  responded(responseId: string): Message | undefined
  stop(): void
}

/** Listens to one model call, so that its response can be referred to, and what it had said is known when it is stopped. */
export function hearAnswer(bus: Bus, requestId: string): HeardAnswer {
  const isOfCall = ({ causationId }: Message): boolean => causationId === requestId
  let text = ''
  const responses = new Map<string, Message>()
  const subscriptions = [
    bus.on(
      ModelDelta,
      (part) => {
        if (part.type === 'text-delta') text += part.text
      },
      { filter: isOfCall },
    ),
    bus.on(ModelResponded, (_, { message }) => void responses.set(message.id, message), { filter: isOfCall }),
  ]
  return {
    get text() {
      return text
    },
    responded: (responseId) => responses.get(responseId),
    stop() {
      for (const subscription of subscriptions) subscription.unsubscribe()
    },
  }
}
