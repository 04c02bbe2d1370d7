import type { CommandDefinition } from '../messages/command-definition.ts'
import { defineCommand } from '../messages/define-command.ts'
import { defineEvent } from '../messages/define-event.ts'
import type { EventDefinition } from '../messages/event-definition.ts'
import { shape } from '../schema/shape.ts'
import type { GateStageRecord } from '../tools/gate-stage.ts'
import type { Preview } from '../tools/preview.ts'
import type { ToolDescription } from '../tools/tool-description.ts'
import type { ToolEffects } from '../tools/tool-effects.ts'
import type { ToolOutcome } from '../tools/tool-outcome.ts'

/** A call to be made. */
export interface ToolCallPayload {
  readonly name: string
  /** JSON text as a model wrote it, or a value. */
  readonly arguments: unknown
  /** Ours; the same id again means the same call, and is answered with its recorded outcome or gone on with. @default `<session>/<message id>` */
  readonly callId?: string | undefined
  /** The id on the wire, where it may repeat. */
  readonly vendorCallId?: string | undefined
}

/** Calls a tool through the gate. Failures are outcomes, not errors. */
export const ToolCall: CommandDefinition<ToolCallPayload, ToolOutcome> = defineCommand('tool.call', {
  payload: shape<ToolCallPayload>({ name: 'string', arguments: 'any', callId: 'string?', vendorCallId: 'string?' }),
})

/** The tools there are for the actor who asks. */
export const ToolList: CommandDefinition<void, readonly ToolDescription[]> = defineCommand('tool.list')

/** What a call would change; nothing is done. */
export interface ToolPreviewPayload {
  readonly name: string
  readonly arguments: unknown
}

/** Asks what a call would change, in words and as a diff; nothing is done. */
export const ToolPreview: CommandDefinition<ToolPreviewPayload, Preview> = defineCommand('tool.preview', {
  payload: shape<ToolPreviewPayload>({ name: 'string', arguments: 'any' }),
})

/** A stage of the gate is over. */
export interface ToolCheckedPayload extends GateStageRecord {
  readonly callId: string
  readonly name: string
}

/** Tells what a stage of the gate decided. */
export const ToolChecked: EventDefinition<ToolCheckedPayload> = defineEvent('tool.checked', { ephemeral: true })

/** A tool's function is about to run: in the log under `call:<id>:started` before it does. */
export interface ToolStartedPayload {
  readonly callId: string
  readonly vendorCallId?: string | undefined
  readonly name: string
  readonly version: string
  readonly effects: ToolEffects
  /** As the tool gets it: parsed, repaired, validated. */
  readonly input: unknown
}

/** Tells that a tool is about to run. Without a {@link ToolFinished} after it, the outcome is not known. */
export const ToolStarted: EventDefinition<ToolStartedPayload> = defineEvent('tool.started', { journalled: true })

/** How far a running tool is. */
export interface ToolProgressedPayload {
  readonly callId: string
  readonly message: string
  /** 0 to 1. */
  readonly fraction?: number | undefined
}

/** Tells how far a running tool is. */
export const ToolProgressed: EventDefinition<ToolProgressedPayload> = defineEvent('tool.progressed', {
  ephemeral: true,
})

/** A call has its outcome: in the log under `call:<id>:finished`. A call that was stopped at a stage has one without having started. */
export interface ToolFinishedPayload {
  readonly callId: string
  readonly vendorCallId?: string | undefined
  readonly name: string
  readonly version?: string | undefined
  readonly outcome: ToolOutcome
  readonly stages: readonly GateStageRecord[]
  /** Of the tool's function alone; 0 when it did not run. */
  readonly durationMs: number
}

/** Tells the outcome of a call, whatever it was. */
export const ToolFinished: EventDefinition<ToolFinishedPayload> = defineEvent('tool.finished', { journalled: true })
