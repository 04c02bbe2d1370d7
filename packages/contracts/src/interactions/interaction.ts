import type { Actor } from '../messages/actor.ts'
import type { Preview } from '../tools/preview.ts'
import type { ToolEffects } from '../tools/tool-effects.ts'
import type { InteractionOption } from './interaction-option.ts'

/** Something a person is asked. Plain data: it outlives the process that asked. */
export type Interaction = ApproveInteraction | ChooseInteraction | TextInteraction | FormInteraction | SettleInteraction

/** The kinds a user interface must be able to ask. */
export type InteractionKind = Interaction['kind']

interface InteractionBase {
  readonly id: string
  /** The question in one sentence. */
  readonly title: string
  /** Who wanted what led to this question. */
  readonly askedBy?: Actor | undefined
  readonly entitled: Entitlement
  /** Milliseconds since the Unix epoch; from then on an answer is refused. Absent: never. */
  readonly expiresAt?: number | undefined
  /** The tool call that waits for the answer. */
  readonly callId?: string | undefined
}

/** Who may answer: any of these actors, and whoever has any of these roles. Both absent: anyone who can reach the session. */
export interface Entitlement {
  readonly actorIds?: readonly string[] | undefined
  readonly roles?: readonly string[] | undefined
}

/** May this call be made? It binds to the tool, its version and the canonical input. */
export interface ApproveInteraction extends InteractionBase {
  readonly kind: 'approve'
  readonly tool: { readonly name: string; readonly version: string; readonly effects: ToolEffects }
  readonly input: unknown
  /** SHA-256 of the canonical JSON of `input`, in hex. */
  readonly inputDigest: string
  readonly preview?: Preview | undefined
}

/** Which of these? */
export interface ChooseInteraction extends InteractionBase {
  readonly kind: 'choose'
  readonly options: readonly InteractionOption[]
}

/** A line of text. */
export interface TextInteraction extends InteractionBase {
  readonly kind: 'text'
  readonly placeholder?: string | undefined
}

/** Several lines of text, each with a name. */
export interface FormInteraction extends InteractionBase {
  readonly kind: 'form'
  readonly fields: readonly FormField[]
}

/** A line of a form. `name` is its key in the answer, `label` what the person reads. */
export interface FormField {
  readonly name: string
  readonly label: string
  readonly required: boolean
  readonly placeholder?: string | undefined
}

/** Did this call take place? Asked when nobody else can tell. */
export interface SettleInteraction extends InteractionBase {
  readonly kind: 'settle'
  readonly tool: { readonly name: string; readonly version: string; readonly effects: ToolEffects }
  readonly input: unknown
}
