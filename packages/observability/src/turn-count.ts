import { isMessage, type Message, TurnFailed, TurnFinished, TurnHalted, TurnStarted } from '@llmgine/contracts'
import { createStopwatch } from './create-stopwatch.ts'
import { fieldsOf } from './fields-of.ts'
import type { TurnMetrics } from './metrics.ts'

/** Adds up turns. */
export interface TurnCount {
  add(message: Message): void
  read(): TurnMetrics
}

export function createTurnCount(): TurnCount {
  const duration = createStopwatch()
  const sums = { started: 0, finished: 0, halted: 0, failed: 0 }
  return {
    add(message) {
      if (isMessage(TurnStarted, message)) sums.started += 1
      else if (isMessage(TurnHalted, message)) sums.halted += 1
      else if (isMessage(TurnFailed, message)) sums.failed += 1
      else if (isMessage(TurnFinished, message)) {
        sums.finished += 1
        duration.add(fieldsOf(message.payload).durationMs)
      }
    },
    read: () => ({ ...sums, duration: duration.read() }),
  }
}
