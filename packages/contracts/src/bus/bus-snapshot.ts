import type { MessageKind } from '../messages/message.ts'

/** What a bus holds at this instant, as plain data: for tools, health checks and the studio. */
export interface BusSnapshot {
  readonly handlers: readonly HandlerSnapshot[]
  readonly subscriptions: readonly SubscriptionSnapshot[]
  /** Names of the layers, outermost first. */
  readonly layers: readonly string[]
  /** Sessions with an open scope. */
  readonly sessions: readonly string[]
  readonly sent: { readonly commands: number; readonly events: number }
}

/** A command and who handles it. */
export interface HandlerSnapshot {
  readonly type: string
  /** Absent when the handler is the bus's. */
  readonly sessionId?: string | undefined
  readonly running: number
}

/**
 * One subscription's numbers. At every instant
 * `offered = handled + failed + running + waiting + dropped + refused`.
 */
export interface SubscriptionSnapshot {
  /** An event type, or `*`. */
  readonly type: string
  readonly sessionId?: string | undefined
  readonly priority: number
  readonly offered: number
  readonly handled: number
  readonly failed: number
  readonly running: number
  readonly waiting: number
  readonly dropped: number
  readonly refused: number
}

/** What `close()` left behind. */
export interface CloseReport {
  /** Whether everything that ran had ended within the limit. */
  readonly drained: boolean
  /** What still ran or waited when the limit passed; it was told to stop through its signal. */
  readonly left: readonly { readonly kind: MessageKind; readonly type: string; readonly count: number }[]
}

/** How a bus or session is closed. */
export interface CloseOptions {
  /** How long running handlers may take to end. @default 5000 */
  readonly timeoutMs?: number | undefined
  /** Why it is closed, when an error is the reason; told in `session.closed`. */
  readonly error?: unknown
}
