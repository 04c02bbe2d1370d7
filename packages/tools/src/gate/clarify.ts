import { type ChooseInteraction, type Clarification, LlmgineError, toErrorData } from '@llmgine/contracts'
import { answerTo } from './answer-to.ts'
import { askPerson, findQuestion, questionOf, waitFor } from './ask-person.ts'
import type { Candidate } from './candidate.ts'
import type { Passage } from './passage.ts'
import { askTool } from './run-timed.ts'
import { denied, failed, passed, type Stage } from './stage.ts'

/** Asks which of several things is meant, when the tool cannot tell. The answer is new input: the gate begins again with it. */
export const clarify: Stage = {
  isDue: ({ tool }) => tool.clarify !== undefined,
  async run(candidate, passage) {
    let clarification: Clarification | undefined
    try {
      clarification = await askTool(passage, candidate.tool, (context) =>
        candidate.tool.clarify?.(candidate.input, context),
      )
      checkOptions(clarification)
    } catch (error) {
      passage.signal?.throwIfAborted()
      return failed('tool.failed', `It could not be found out what is meant: ${toErrorData(error, '').message}`)
    }
    if (clarification === undefined) return passed
    const { journal } = passage
    if (journal === undefined) return denied(`It is not clear what is meant. ${inWords(clarification)}`)

    const asked = toQuestion(clarification, candidate, passage)
    const question = (await findQuestion(journal, asked.id)) ?? (await askPerson(passage, journal, asked))
    const answer = await answerTo(passage, journal, question)
    if (answer.status === 'open') return waitFor(question)
    if (answer.status === 'closed') return denied(answer.reason)
    const { reply, by } = answer
    const chosen = clarification.options.find((option) => reply.kind === 'choose' && option.id === reply.optionId)
    if (chosen === undefined) return denied('The answer on record is none of the options.')
    passage.given = chosen.input
    return { ...passed, note: `${by} chose "${chosen.label}"`, again: true }
  },
}

/** The question without the inputs behind its options; its id holds for this call, this input and these options only. */
function toQuestion(clarification: Clarification, candidate: Candidate, passage: Passage): ChooseInteraction {
  const options = clarification.options.map(({ id, label, description }) => ({ id, label, description }))
  const base = questionOf(candidate, passage, { stage: 'clarify', binds: [clarification.question, options] })
  return { ...base, kind: 'choose', title: clarification.question, options }
}

function checkOptions(clarification: Clarification | undefined): void {
  if (clarification === undefined) return
  const ids = new Set(clarification.options.map((option) => option.id))
  if (ids.size === 0 || ids.size < clarification.options.length) {
    throw new LlmgineError('tool.failed', 'Its question needs options, each with an id of its own.')
  }
}

function inWords({ question, options }: Clarification): string {
  return `${question} ${options.map((option) => option.label).join(', ')}.`
}
