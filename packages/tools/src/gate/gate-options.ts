import type { Clock, Entitlement, EventLog, GenerateId, Tool } from '@llmgine/contracts'
import type { GateCall, ToolPolicy } from './gate-call.ts'

/** What a gate lets through, how it decides, and what it gets from the world. */
export interface ToolGateOptions {
  /** @throws `tool.bad_definition`, and `tool.duplicate_name` when two have one name */
  readonly tools: readonly Tool[]
  /** Where calls are journalled and people are asked. Without it nothing is remembered, and a call that needs a person is denied. */
  readonly log?: EventLog | undefined
  /** What the application says of a call, asked before it goes on and again right before it runs. @default what the tool itself says */
  readonly policy?: ToolPolicy | undefined
  /** Who may answer what a call asks. @default the one who made the call; anyone, when nobody is known to have */
  readonly entitled?: ((call: GateCall) => Entitlement) | undefined
  /** Milliseconds that a question may be answered and its approval used. @default no limit */
  readonly expiresInMs?: number | undefined
  /** Longer arguments are refused. @default 262,144 */
  readonly maxInputCharacters?: number | undefined
  /** A longer result is cut, and says so. @default 65,536 */
  readonly maxOutputCharacters?: number | undefined
  readonly clock?: Clock | undefined
  readonly generateId?: GenerateId | undefined
}
