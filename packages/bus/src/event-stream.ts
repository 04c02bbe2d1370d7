import type { EventHandler, EventStream, Message, Subscription } from '@llmgine/contracts'
import type { Listener, ListenerOptions } from './listener.ts'

/** What an iterator's listener is made of. */
export type StreamHooks = Required<Pick<ListenerOptions, 'isAsked' | 'onStop'>>

type Result = IteratorResult<Message, undefined>

/**
 * Events as an iterator. The event that was taken last is at work until the next one is asked for: what it caused is let in even when the queue
 * is full.
 *
 * @param listen Registers its listener.
 */
export function eventStream(
  listen: (handler: EventHandler<unknown>, hooks: StreamHooks) => readonly [Listener, Subscription],
): EventStream {
  const askers: ((result: Result) => void)[] = []
  const taken: (() => void)[] = []
  let isStopped = false
  const finish = (): void => {
    for (const answer of askers.splice(0)) answer({ value: undefined, done: true })
  }
  const [listener, subscription] = listen(
    (_, { message }) =>
      new Promise<void>((resolve) => {
        taken.push(resolve)
        askers.shift()?.({ value: message, done: false })
      }),
    {
      isAsked: () => askers.length > 0,
      onStop: (reason) => {
        isStopped = true
        if (reason === undefined) for (const done of taken.splice(0)) done()
        finish()
      },
    },
  )
  const end = (): Promise<Result> => {
    subscription.unsubscribe()
    return Promise.resolve({ value: undefined, done: true })
  }
  return {
    next() {
      taken.shift()?.()
      return new Promise((resolve) => {
        askers.push(resolve)
        listener.advance()
        if (isStopped) finish()
      })
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this
    },
    async [Symbol.asyncDispose]() {
      await end()
    },
  }
}
