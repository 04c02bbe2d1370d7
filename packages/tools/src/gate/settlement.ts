import { type Interaction, InteractionAnswer, InteractionRequested, isMessage } from '@llmgine/contracts'
import type { DefinedTool } from '../definition/define-tool.ts'
import { answerKey, type Journal, questionKey } from './journal.ts'

/** A write, as its settlements are found: the same tool with the same input is the same write, whichever call made it. */
export interface Write {
  readonly tool: Pick<DefinedTool, 'name'>
  readonly digest: () => string
}

/**
 * Whether a write took effect is asked once per call, under ids that are numbered for each write, so that the questions are found without
 * reading the whole log: most writes have none.
 */
async function* readSettlements(journal: Journal, write: Write): AsyncGenerator<Interaction, string> {
  for (let number = 1; ; number += 1) {
    const id = `settle/${write.tool.name}/${write.digest().slice(0, 16)}/${number}`
    const message = await journal.find(questionKey(id))
    if (message === undefined || !isMessage(InteractionRequested, message)) return id
    yield message.payload.interaction
  }
}

/** The question about this very call when it has been asked, else the id it can be asked under. */
export async function findSettlement(
  journal: Journal,
  callId: string,
  write: Write,
): Promise<{ readonly asked: Interaction | undefined; readonly nextId: string }> {
  const questions = readSettlements(journal, write)
  for (;;) {
    const { done, value } = await questions.next()
    if (done) return { asked: undefined, nextId: value }
    if (value.callId === callId) return { asked: value, nextId: value.id }
  }
}

/** Whether another call made the same write, and nobody has said what came of it. */
export async function isDoubtful(
  { callId }: { readonly callId: string },
  journal: Journal,
  write: Write,
): Promise<boolean> {
  for await (const question of readSettlements(journal, write)) {
    if (question.callId === callId) continue
    const answer = await journal.find(answerKey(question.id))
    if (answer === undefined || !isMessage(InteractionAnswer, answer)) return true
  }
  return false
}
