import { type Preview, toCanonicalJson, toErrorData } from '@llmgine/contracts'
import { findQuestion, questionOf } from './ask-person.ts'
import type { Candidate } from './candidate.ts'
import type { Passage } from './passage.ts'
import { askTool } from './run-timed.ts'
import { failed, passed, type Stage, skipped } from './stage.ts'

/** What the call will change, found out for the one who has to approve it. */
export const preview: Stage = {
  isDue: ({ needsApproval }, { journal }) => needsApproval && journal !== undefined,
  async run(candidate, passage) {
    const { journal } = passage
    if (journal === undefined) return skipped
    candidate.question = await findQuestion(journal, questionOf(candidate, passage, { stage: 'approve' }).id)
    if (candidate.question !== undefined) return { ...skipped, note: 'it was shown when the question was asked' }
    if (candidate.tool.preview === undefined) return skipped
    try {
      candidate.preview = await previewOf(candidate, passage)
      return passed
    } catch (error) {
      passage.signal?.throwIfAborted()
      return failed('tool.failed', `It could not be said what this would change: ${toErrorData(error, '').message}`)
    }
  },
}

/** A tool's preview as plain data; without one of its own, the call as it stands. */
export async function previewOf({ tool, input, record }: Candidate, passage: Passage): Promise<Preview> {
  if (tool.preview === undefined) return { summary: `${tool.name} ${toCanonicalJson(record)}` }
  const shown = await askTool(passage, tool, (context) => tool.preview?.(input, context))
  // Plain data of its own, which the log can hold; it is the tool's own type that was written.
  const { summary, changes }: Preview = JSON.parse(toCanonicalJson(shown ?? {}))
  return { summary: String(summary ?? tool.name), changes }
}
