import type { Actor, Clock, GateStageRecord, GenerateId, Message, ToolCallPayload } from '@llmgine/contracts'
import type { DefinedTool } from '../definition/define-tool.ts'
import type { ToolPolicy } from './gate-call.ts'
import type { ToolGateOptions } from './gate-options.ts'
import type { Journal } from './journal.ts'

/** What every call of one gate shares: its options, with their defaults in place. */
export interface GateWorld {
  readonly tools: ReadonlyMap<string, DefinedTool>
  readonly policy: ToolPolicy | undefined
  readonly entitled: NonNullable<ToolGateOptions['entitled']>
  readonly expiresInMs: number | undefined
  readonly maxInputCharacters: number
  readonly maxOutputCharacters: number
  readonly clock: Clock
  readonly generateId: GenerateId
  /** Whether questions carry the call that waits, because no engine goes on with it. */
  readonly carriesCalls: boolean
}

/** One call on its way through the gate: who makes it, and what is known of it before its input is read. */
export interface Passage {
  readonly world: GateWorld
  readonly request: ToolCallPayload
  readonly callId: string
  /** As whose message it is made; everything that comes of it is caused by this one. */
  readonly cause: Message
  readonly sessionId: string | undefined
  readonly actor: Actor | undefined
  readonly signal: AbortSignal | undefined
  /** Absent when there is no log, or no session to keep one for. */
  readonly journal: Journal | undefined
  /** Tells who listens. The call does not wait for them, and they cannot harm it; `heard` is called when they are done. */
  readonly tell: (message: Message, heard?: () => void) => void
  /** The stages it has been through. */
  readonly stages: GateStageRecord[]
  /** What is to be read as its input: the request's arguments, until a person's choice takes their place. */
  given: unknown
  /** The record of its start, when the call goes on without waiting for it. */
  begun?: Promise<unknown> | undefined
  /** How many times it has been started, this time included: more than 1 only after a crash. */
  attempt: number
}
