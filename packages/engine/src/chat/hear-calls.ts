import { type Bus, type Message, ToolFinished, ToolStarted } from '@llmgine/contracts'

/** What is heard of tool calls while they last. */
export interface HeardCalls {
  /** Whether a call has begun that changes something. */
  hasBegunToWrite(callId: string | undefined): boolean
  /** The message that tells of a call's outcome. */
  finished(callId: string | undefined): Message | undefined
  stop(): void
}

/** Listens to the tool calls of a session, so that their results can be referred to. */
export function hearCalls(bus: Bus): HeardCalls {
  const writes = new Set<string | undefined>()
  const finished = new Map<string | undefined, Message>()
  const subscriptions = [
    bus.on(ToolStarted, ({ callId, effects }) => {
      if (effects !== 'none' && effects !== 'read') writes.add(callId)
    }),
    bus.on(ToolFinished, ({ callId }, { message }) => void finished.set(callId, message)),
  ]
  return {
    hasBegunToWrite: (callId) => writes.has(callId),
    finished: (callId) => finished.get(callId),
    stop() {
      for (const subscription of subscriptions) subscription.unsubscribe()
    },
  }
}
