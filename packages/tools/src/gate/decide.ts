import { toErrorData } from '@llmgine/contracts'
import { type Candidate, mustBeApproved, toGateCall } from './candidate.ts'
import type { Passage } from './passage.ts'
import { askTool } from './run-timed.ts'

/**
 * Asks tool and application whether a call may run, and whether a person must approve. Answers with the reason when it may not; whoever
 * throws, hangs or answers rubbish has not allowed it.
 */
export async function decide(candidate: Candidate, passage: Passage): Promise<string | undefined> {
  try {
    return (await verdictOf(candidate, passage)) ?? (await applyPolicy(candidate, passage))
  } catch (error) {
    passage.signal?.throwIfAborted()
    return `It could not be checked whether this is allowed: ${toErrorData(error, '').message}`
  }
}

/** Whether there is anybody to ask. */
export function isDecided({ tool }: Candidate, { world }: Passage): boolean {
  return tool.authorize !== undefined || world.policy !== undefined || typeof tool.approval === 'function'
}

async function verdictOf({ tool, input }: Candidate, passage: Passage): Promise<string | undefined> {
  if (tool.authorize === undefined) return undefined
  const verdict = await askTool(passage, tool, (context) => tool.authorize?.(input, context))
  if (verdict?.allow === true) return undefined
  return verdict?.reason ?? 'This is not allowed.'
}

async function applyPolicy(candidate: Candidate, passage: Passage): Promise<string | undefined> {
  candidate.needsApproval = candidate.doubtful || (await ownWord(candidate, passage))
  const decision = await passage.world.policy?.(toGateCall(candidate, passage))
  if (decision === undefined) return undefined
  if (typeof decision === 'object') return decision?.deny ?? 'This is not allowed.'
  // What nobody knows the outcome of is not done again without a person, whatever was allowed before.
  candidate.needsApproval = candidate.doubtful || decision !== 'allow'
  return undefined
}

/** What the tool itself says: a function that is not sure asks. */
async function ownWord({ tool, input }: Candidate, passage: Passage): Promise<boolean> {
  const { approval } = tool
  if (typeof approval !== 'function') return mustBeApproved(tool)
  return (await askTool(passage, tool, (context) => approval(input, context))) !== false
}
