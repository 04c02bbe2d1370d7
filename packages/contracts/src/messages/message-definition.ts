import type { MessageKind } from './message.ts'

/**
 * What every definition of a message has, whatever its payload. Definitions are recognised by `kind` and `type`, never by identity:
 * the same definition loaded twice is the same definition.
 */
export interface MessageDefinition {
  readonly kind: MessageKind
  readonly type: string
  /** The version of the payload's schema. @default 1 */
  readonly version: number
  /**
   * Whether the piece that sends it writes it to the log itself, before it acts on it (the engine its inputs, steps and answers, the gate
   * the start and end of a call). The bus's `withLog` leaves such messages alone, so that each has one writer.
   */
  readonly journalled: boolean
}
