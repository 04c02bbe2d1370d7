import type { Bus, Clock, EventLog, GenerateId, Logger, Message, TurnSubmitPayload } from '@llmgine/contracts'
import type { Machine } from '../machine/machine.ts'
import type { SessionCache } from '../session/session-cache.ts'
import type { Values } from '../state/values.ts'
import type { ExpiryTimers } from './create-expiry-timers.ts'

/** What driving sessions takes. */
export interface EngineHost {
  readonly bus: Bus
  readonly machine: Machine<unknown>
  readonly log: EventLog
  readonly clock: Clock
  readonly generateId: GenerateId
  readonly logger: Logger | undefined
  readonly toInputs: (input: Message<TurnSubmitPayload>) => Values
  readonly sessions: SessionCache
  readonly expiry: ExpiryTimers
  /** Aborts when the engine closes: nothing is written any more. */
  readonly closing: AbortSignal
}
