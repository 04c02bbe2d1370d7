import type { ApproveInteraction } from '@llmgine/contracts'
import { answerTo } from './answer-to.ts'
import { askPerson, questionOf, waitFor } from './ask-person.ts'
import type { Candidate } from './candidate.ts'
import type { Passage } from './passage.ts'
import { denied, passed, type Stage } from './stage.ts'

/** Waits for a person's yes, and takes it from nowhere but the log. */
export const approve: Stage = {
  isDue: ({ needsApproval }) => needsApproval,
  async run(candidate, passage) {
    const { journal, sessionId } = passage
    if (journal === undefined) {
      const lacking = sessionId === undefined ? 'session' : 'log'
      return denied(`A person must approve this, and without a ${lacking} there is nowhere to ask.`)
    }
    const question = candidate.question ?? (await askPerson(passage, journal, toQuestion(candidate, passage)))
    candidate.question = question
    const answer = await answerTo(passage, journal, question)
    if (answer.status === 'open') return waitFor(question)
    if (answer.status === 'closed') return denied(answer.reason)
    const { reply, by } = answer
    if (reply.kind !== 'approve') return denied('The answer on record does not count.')
    if (!reply.approved) return denied(reply.reason ? `${by} said no: ${reply.reason}` : `${by} said no.`)
    candidate.approved = true
    return { ...passed, note: `${by} said yes` }
  },
}

function toQuestion(candidate: Candidate, passage: Passage): ApproveInteraction {
  const { tool, record, doubtful, preview } = candidate
  const { name, version, effects } = tool
  return {
    ...questionOf(candidate, passage, { stage: 'approve' }),
    kind: 'approve',
    title: doubtful
      ? `Allow ${name} once more? Nobody knows whether the same call took effect before.`
      : `Allow ${name}?`,
    tool: { name, version, effects },
    input: record,
    inputDigest: candidate.digest(),
    preview,
  }
}
