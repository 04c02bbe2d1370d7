import type { BusSnapshot, HandlerSnapshot, SubscriptionSnapshot } from '@llmgine/contracts'
import type { Core } from './core.ts'
import type { Scope } from './scope.ts'

/** What a bus holds at this instant, as plain data. */
export function inspect({ registry, sent }: Core): BusSnapshot {
  const scopes = [registry.bus, ...registry.sessions.values()]
  return {
    handlers: scopes.flatMap(handlersOf),
    subscriptions: scopes.flatMap(subscriptionsOf),
    layers: scopes.flatMap(({ layers }) => layers.added.map(({ layer }) => layer.name)),
    sessions: [...registry.sessions.keys()],
    sent: { ...sent },
  }
}

function handlersOf({ commands }: Scope): readonly HandlerSnapshot[] {
  return Array.from(commands, ({ type, handle, running }) => ({ type, sessionId: handle.sessionId, running }))
}

function subscriptionsOf({ listeners }: Scope): readonly SubscriptionSnapshot[] {
  return Array.from(listeners)
    .flat()
    .map(({ type, handle, priority, counters }) => ({ type, sessionId: handle.sessionId, priority, ...counters }))
}
