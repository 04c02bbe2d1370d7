import type { Candidate } from './candidate.ts'
import { decide, isDecided } from './decide.ts'
import type { Passage } from './passage.ts'
import { denied, passed, type Stage } from './stage.ts'

/**
 * Right before it runs: whether it is still allowed, for time has passed and permissions may have gone; and whether the approval is one
 * for this very call, unexpired. That it is used once is seen to by the key under which the start is written.
 */
export const recheck: Stage = {
  isDue: (candidate, passage) => candidate.approved || isDecided(candidate, passage),
  async run(candidate, passage) {
    const reason = await decide(candidate, passage)
    if (reason !== undefined) return denied(reason)
    if (candidate.approved) return approvalProblem(candidate, passage) ?? passed
    // Nobody had to approve a moment ago, and now somebody must: ask.
    return candidate.needsApproval ? { ...passed, note: 'a person must approve it by now', again: true } : passed
  },
}

function approvalProblem(
  { tool, question, digest }: Candidate,
  passage: Passage,
): ReturnType<typeof denied> | undefined {
  const { callId, actor, world } = passage
  const matches =
    question?.kind === 'approve' &&
    question.callId === callId &&
    question.tool.name === tool.name &&
    question.tool.version === tool.version &&
    question.inputDigest === digest() &&
    question.askedBy?.id === actor?.id
  if (!matches) return denied('The approval on record is for another call.')
  if (question.expiresAt !== undefined && world.clock.now() >= question.expiresAt) {
    return denied('The approval has expired.')
  }
  return undefined
}
