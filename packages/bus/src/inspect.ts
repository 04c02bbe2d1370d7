import type { BusSnapshot } from '@llmgine/contracts'
import type { Core } from './core.ts'

/** What a bus holds at this instant, as plain data. */
export function inspect({ registry, sent }: Core): BusSnapshot {
  const { handles, sessions } = registry
  const listeners = handles.flatMap((handle) => [...(handle.listeners?.values() ?? [])].flat())
  return {
    handlers: handles.flatMap(({ sessionId, commands }) =>
      [...(commands?.values() ?? [])].map(({ type, running }) => ({ type, sessionId, running })),
    ),
    subscriptions: listeners.map(({ type, owner, priority, counters }) => ({
      type,
      sessionId: owner.sessionId,
      priority,
      ...counters,
    })),
    layers: handles.flatMap(({ layers }) => (layers?.all ?? []).map(({ layer }) => layer.name)),
    sessions: [...sessions.keys()],
    sent: { ...sent },
  }
}
