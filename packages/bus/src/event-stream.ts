import type { EventStream, Message, Subscription } from '@llmgine/contracts'
import type { StreamListener } from './stream-listener.ts'

/** A stream that takes what its listener hears; every exit takes the listener away. */
export function eventStream<Payload>(listener: StreamListener, subscription: Subscription): EventStream<Payload> {
  const end = (): Promise<IteratorReturnResult<undefined>> => {
    subscription.unsubscribe()
    return Promise.resolve({ value: undefined, done: true })
  }
  return {
    // Only messages of the definition that was asked for, whose payload this is, are offered to the listener.
    next: () => listener.next() as Promise<IteratorResult<Message<Payload>, undefined>>,
    return: end,
    [Symbol.asyncIterator]() {
      return this
    },
    async [Symbol.asyncDispose]() {
      await end()
    },
  }
}
