import type { Message } from '@llmgine/contracts'
import type { DefinedTool } from '../definition/define-tool.ts'
import { finishedKey, type Journal } from './journal.ts'
import type { Passage } from './passage.ts'
import { graceMs, timeoutOf } from './run-timed.ts'

const pollMs = 100

/**
 * Waits for the end of a write that was begun: it may be running elsewhere. When its time is over and its end is not in the log, whatever
 * ran it is dead, and only then may anything be concluded from that.
 *
 * @returns the message of its end; `undefined` when it had none in time
 */
export async function waitForEnd(
  passage: Passage,
  journal: Journal,
  begun: { readonly startedAt: number; readonly tool: DefinedTool | undefined },
): Promise<Message | undefined> {
  const { callId, world, signal } = passage
  const timeMs = timeoutOf(begun.tool ?? {}) + 2 * graceMs
  // Never longer than from now on, whatever the other clock said.
  const deadline = Math.min(begun.startedAt, world.clock.now()) + timeMs
  for (;;) {
    const leftMs = deadline - world.clock.now()
    if (leftMs <= 0) return undefined
    await pause(passage, Math.min(pollMs, leftMs))
    signal?.throwIfAborted()
    const finished = await journal.find(finishedKey(callId))
    if (finished !== undefined) return finished
  }
}

/** Until the time is over or the call is given up. */
function pause({ world, signal }: Passage, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      timer.cancel()
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = world.clock.setTimer(end, delayMs)
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
  })
}
