import type { SessionMark } from './session-mark.ts'

/** A session at a glance. */
export interface SessionSummary {
  readonly id: string
  /** @default 'idle', when no record ever carried a mark */
  readonly mark: SessionMark
  /** The position of the last message. */
  readonly position: number
  /** Milliseconds since the Unix epoch: when the first message was written, or the fork was made. */
  readonly createdAt: number
  /** Milliseconds since the Unix epoch: when the last message was written, or the fork was made. */
  readonly updatedAt: number
  /** Where this session was forked from. */
  readonly parent?: { readonly id: string; readonly at: number } | undefined
}
