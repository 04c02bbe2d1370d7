import type { Actor, ToolEffects } from '@llmgine/contracts'

/** A call as those see it who decide on it. */
export interface GateCall {
  readonly callId: string
  readonly sessionId?: string | undefined
  /** Who made it, and for whom it runs. */
  readonly actor?: Actor | undefined
  readonly name: string
  readonly version: string
  readonly effects: ToolEffects
  /** Parsed and validated, as the tool gets it. */
  readonly input: unknown
  /** Whether a person must approve by the tool's own word. */
  readonly needsApproval: boolean
}

/**
 * What an application says of a call: it may run unasked, a person must approve, or it may not run. `undefined` leaves it to the tool.
 *
 * @example
 * const policy: ToolPolicy = ({ name, needsApproval }) =>
 *   !needsApproval || trusted.has(name) ? 'allow' : { deny: 'There is nobody here to approve it.' }
 */
export type ToolPolicy = (call: GateCall) => PolicyDecision | undefined | Promise<PolicyDecision | undefined>

/** It may run unasked, a person must approve, or it may not run, for a reason that the model and the user may see. */
export type PolicyDecision = 'allow' | 'ask' | { readonly deny: string }
