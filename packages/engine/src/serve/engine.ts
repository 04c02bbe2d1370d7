import type { Clock, EventLog, GenerateId, Logger, Message, TurnSubmitPayload } from '@llmgine/contracts'
import type { Machine } from '../machine/machine.ts'

/** Drives the sessions of a log. */
export interface Engine extends AsyncDisposable {
  /** Resolves when the sessions that were running when the engine started have been gone on with, each as far as it went. */
  readonly resumed: Promise<void>
  /**
   * Takes no more commands and tells what runs to stop. Turns that are under way stay so in the log, and the next engine goes on with them. A
   * second call does nothing more.
   */
  close(): Promise<void>
}

/** What an engine drives, and what it gets from the world. */
export interface EngineOptions<State = unknown> {
  /** Each turn of a session runs it from its entrypoint until no transition applies. */
  readonly machine: Machine<State>
  /** Where sessions live: inputs, steps and answers are written to it before anything acts on them. */
  readonly log: EventLog
  /** What the actions of a turn get as inputs; each sees what its schema lets through. @default the input's `content` */
  readonly inputs?: ((input: Message<TurnSubmitPayload>) => Readonly<Record<string, unknown>>) | undefined
  /** Sessions that are kept in memory while nothing happens in them. @default 1000 */
  readonly maxSessions?: number | undefined
  /**
   * Goes on at once with the sessions that were running when the last process ended, 16 at a time, and with those that wait when the time of
   * their questions is up. Without it, a session is gone on with when somebody sends it a command. @default true
   */
  readonly resume?: boolean | undefined
  readonly clock?: Clock | undefined
  readonly generateId?: GenerateId | undefined
  /** Hears of what cannot be told in a session. @default nobody */
  readonly logger?: Logger | undefined
}
