import type { Interaction, Preview } from '@llmgine/contracts'
import type { DefinedTool } from '../definition/define-tool.ts'
import type { GateCall } from './gate-call.ts'
import type { Passage } from './passage.ts'

/** A call whose tool is known and whose input is valid. The stages write into it what they find out. */
export interface Candidate {
  readonly tool: DefinedTool
  /** As the tool gets it. */
  readonly input: unknown
  /** As it is recorded, shown and approved: plain data of its own. What a schema turned into something else stands as it was written. */
  readonly record: unknown
  /** SHA-256 of the canonical JSON of `record`, in hex; reckoned when first asked for. */
  readonly digest: () => string
  needsApproval: boolean
  /** The same write was made before, and nobody knows whether it took effect. */
  doubtful: boolean
  /** What it will change, for the one who has to approve it. */
  preview: Preview | undefined
  /** The question whether it may run, when it has been asked. */
  question: Interaction | undefined
  approved: boolean
}

/** Whether a call leaves a trace in the world, so that running it twice is not the same as running it once. */
export function isWrite(call: { readonly effects: DefinedTool['effects'] }): boolean {
  return call.effects !== 'none' && call.effects !== 'read'
}

/** Whether a person must approve by the tool's own word, as far as that does not depend on the input. */
export function mustBeApproved({ approval, effects }: Pick<DefinedTool, 'approval' | 'effects'>): boolean {
  return approval === undefined ? isWrite({ effects }) : approval !== 'never'
}

/** The call as those see it who decide on it. */
export function toGateCall({ tool, input, needsApproval }: Candidate, passage: Passage): GateCall {
  const { callId, sessionId, actor } = passage
  const { name, version, effects } = tool
  return { callId, sessionId, actor, name, version, effects, input, needsApproval }
}
