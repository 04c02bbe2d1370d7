import { type Bus, type Message, ToolFinished, ToolStarted } from '@llmgine/contracts'

/** What is heard of tool calls while they last. */
export interface HeardCalls {
  hasStarted(callId: string | undefined): boolean
  /** The message that tells of a call's outcome. */
  finished(callId: string | undefined): Message | undefined
  stop(): void
}

/** Listens to the tool calls of a session, so that their results can be referred to. */
export function hearCalls(bus: Bus): HeardCalls {
  const started = new Set<string | undefined>()
  const finished = new Map<string | undefined, Message>()
  const subscriptions = [
    bus.on(ToolStarted, ({ callId }) => void started.add(callId)),
    bus.on(ToolFinished, ({ callId }, { message }) => void finished.set(callId, message)),
  ]
  return {
    hasStarted: (callId) => started.has(callId),
    finished: (callId) => finished.get(callId),
    stop() {
      for (const subscription of subscriptions) subscription.unsubscribe()
    },
  }
}
