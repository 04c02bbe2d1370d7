import type { Actor } from './actor.ts'

/** A command asks one handler for a result; an event tells any number of listeners what has happened. */
export type MessageKind = 'command' | 'event'

/**
 * What crosses a doorway between two pieces: an envelope around plain data. The same message is sent, logged, stored and handed to
 * another process, always with the same id. Messages are never changed once made.
 */
export interface Message<Payload = unknown> {
  /** UUID version 7: sorts by time. */
  readonly id: string
  readonly kind: MessageKind
  /** A verb for commands (`tool.call`), a past participle for events (`turn.started`). */
  readonly type: string
  /** Plain data that survives JSON. */
  readonly payload: Payload
  /** Milliseconds since the Unix epoch. */
  readonly time: number
  /** The session this message belongs to; absent when it belongs to none. */
  readonly sessionId?: string | undefined
  readonly actor?: Actor | undefined
  /** The id of the message that began the chain: its own id when it began one. */
  readonly correlationId: string
  /** The id of the message whose handling sent this one. */
  readonly causationId?: string | undefined
  /** The version of the payload's schema, so that old logs can be lifted. Absent means 1. */
  readonly version?: number | undefined
}
