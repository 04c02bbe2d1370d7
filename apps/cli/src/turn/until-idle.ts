import { type Bus, type Message, SessionRead, TurnFailed, TurnFinished } from '@llmgine/contracts'

/**
 * Passes lines on, and when they have come to their end waits until nothing runs in the session any more: a turn that an earlier process
 * left in the middle has its end shown, even when nothing new is said.
 */
export async function* untilIdle(
  lines: AsyncIterable<string | Buffer>,
  { bus, sessionId }: { readonly bus: Bus; readonly sessionId: string },
): AsyncGenerator<string | Buffer, void, undefined> {
  yield* lines
  const filter = (message: Message): boolean => message.sessionId === sessionId
  for (;;) {
    const ended = Promise.withResolvers<void>()
    using _finished = bus.on(TurnFinished, () => ended.resolve(), { filter })
    using _failed = bus.on(TurnFailed, () => ended.resolve(), { filter })
    const { mark } = await bus.execute(SessionRead, undefined, { sessionId })
    if (mark === 'idle') return
    await ended.promise
  }
}
