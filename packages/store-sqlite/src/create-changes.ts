import type { Clock, Timer } from '@llmgine/contracts'

/** Tells those who watch sessions that something may be new. */
export interface Changes {
  /** Notes every change from now on. */
  subscribe(sessionId: string): ChangeSubscription
  /** Something was written to a session by this process. */
  wake(sessionId: string): void
  /** Wakes everybody for the last time. */
  close(): void
}

export interface ChangeSubscription {
  /** Resolves once there has been a change since it resolved last. */
  changed(): Promise<void>
  /** Counts as a change. */
  wake(): void
  close(): void
}

/**
 * This process says what it writes; what others write is looked for in regular intervals, as long as anybody watches.
 *
 * @param dataVersion Answers with another number when another process has written.
 */
export function createChanges(dataVersion: () => number, options: { clock: Clock; pollMs: number }): Changes {
  const { clock, pollMs } = options
  const subscriptions = new Map<string, Set<ChangeSubscription>>()
  let timer: Timer | undefined
  let seen = 0

  const wakeAll = (): void => {
    for (const set of subscriptions.values()) for (const subscription of set) subscription.wake()
  }
  const readVersion = (): number => {
    try {
      return dataVersion()
    } catch {
      // Whoever is woken reads, meets the same error and can tell it.
      return Number.NaN
    }
  }
  const poll = (): void => {
    timer = clock.setTimer(poll, pollMs)
    const version = readVersion()
    if (version !== seen) wakeAll()
    seen = version
  }
  const add = (sessionId: string, subscription: ChangeSubscription): void => {
    const set = subscriptions.get(sessionId) ?? new Set()
    subscriptions.set(sessionId, set.add(subscription))
    if (timer === undefined) poll()
  }
  const remove = (sessionId: string, subscription: ChangeSubscription): void => {
    const set = subscriptions.get(sessionId)
    set?.delete(subscription)
    if (set?.size === 0) subscriptions.delete(sessionId)
    if (subscriptions.size > 0) return
    timer?.cancel()
    timer = undefined
  }

  return {
    subscribe(sessionId) {
      const { promise, resolve, reset } = createSignal()
      const subscription: ChangeSubscription = {
        async changed() {
          await promise()
          reset()
        },
        wake: resolve,
        close: () => remove(sessionId, subscription),
      }
      add(sessionId, subscription)
      return subscription
    },
    wake(sessionId) {
      for (const subscription of subscriptions.get(sessionId) ?? []) subscription.wake()
    },
    close() {
      timer?.cancel()
      wakeAll()
    },
  }
}

/** A promise that can be had anew: what is resolved twice before it is looked at is resolved once. */
function createSignal(): { promise(): Promise<void>; resolve(): void; reset(): void } {
  let current = Promise.withResolvers<void>()
  return {
    promise: () => current.promise,
    resolve: () => current.resolve(),
    reset: () => {
      current = Promise.withResolvers<void>()
    },
  }
}
