import type { ErrorData } from '../errors/error-data.ts'
import type { CommandDefinition } from '../messages/command-definition.ts'
import { defineCommand } from '../messages/define-command.ts'
import { defineEvent } from '../messages/define-event.ts'
import type { EventDefinition } from '../messages/event-definition.ts'
import type { ContentPart } from '../models/content-part.ts'
import type { Cost, Usage } from '../models/usage.ts'
import { shape } from '../schema/shape.ts'

/** What somebody says to a session. */
export interface TurnSubmitPayload {
  readonly content: string | readonly ContentPart[]
  /** The id under which the platform knows this input: the same one again is the same input. @default the message's id */
  readonly platformId?: string | undefined
}

/**
 * Begins a turn: answered as soon as the input is in the log. What comes of it are events. An input that comes during a turn waits for its
 * end. Needs a session: `bus.session(id)` or `options.sessionId`.
 */
export const TurnSubmit: CommandDefinition<TurnSubmitPayload, { readonly turnId: string }> = defineCommand(
  'turn.submit',
  {
    payload: shape<TurnSubmitPayload>({ content: 'string|array', platformId: 'string?' }),
    journalled: true,
  },
)

/** Ends the running turn of the session. Answers whether one was running. */
export const TurnStop: CommandDefinition<void, { readonly stopped: boolean }> = defineCommand('turn.stop', {
  journalled: true,
})

/** Says something into the running turn; the model hears it at its next step. With no turn running it begins one. */
export const TurnSteer: CommandDefinition<TurnSubmitPayload, { readonly turnId: string }> = defineCommand(
  'turn.steer',
  {
    payload: shape<TurnSubmitPayload>({ content: 'string|array', platformId: 'string?' }),
    journalled: true,
  },
)

/** A turn began: its input was taken, and so this stands in the log under `taken:<message id>`. */
export interface TurnStartedPayload {
  /** The id of the input's message. */
  readonly turnId: string
}

/** Tells that a turn began. */
export const TurnStarted: EventDefinition<TurnStartedPayload> = defineEvent('turn.started', { journalled: true })

/** A turn is over: in the log together with its last step, so that there is no moment between the two. */
export interface TurnFinishedPayload {
  readonly turnId: string
  /** Whether there is an answer, or somebody stopped it, or a ceiling was reached. */
  readonly reason: 'answered' | 'stopped' | 'step-limit' | 'cost-limit'
  /** The answer: a model's response that is in the log already, or text that stands nowhere else. */
  readonly reply?: { readonly responseId: string } | { readonly text: string } | undefined
  /** Of all model calls of the turn. */
  readonly usage: Usage
  readonly cost?: Cost | undefined
  readonly durationMs: number
}

/** Tells that a turn is over, how, and what it took. */
export const TurnFinished: EventDefinition<TurnFinishedPayload> = defineEvent('turn.finished', { journalled: true })

/** A turn waits for people; their answers go on with it. */
export interface TurnHaltedPayload {
  readonly turnId: string
  readonly waitingFor: readonly string[]
}

/** Tells which questions a turn waits for. */
export const TurnHalted: EventDefinition<TurnHaltedPayload> = defineEvent('turn.halted', { journalled: true })

/** A turn broke off. The session can go on: what was logged stands. */
export interface TurnFailedPayload {
  readonly turnId: string
  readonly error: ErrorData
}

/** Tells that a turn broke off, and why. */
export const TurnFailed: EventDefinition<TurnFailedPayload> = defineEvent('turn.failed', { journalled: true })
