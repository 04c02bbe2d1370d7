import type { Clock, GenerateId, Logger } from '@llmgine/contracts'

/** What a bus is made with. */
export interface BusOptions {
  /** @default the system's clock */
  readonly clock?: Clock | undefined
  /** Ids of messages and sessions. @default UUIDs version 7 */
  readonly generateId?: GenerateId | undefined
  /** Hears of failures that are not told as `bus.handler-failed`, because they came of such an event. @default nobody */
  readonly logger?: Logger | undefined
}
