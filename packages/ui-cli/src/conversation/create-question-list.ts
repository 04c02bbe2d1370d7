import type { Actor, Interaction, InteractionReply } from '@llmgine/contracts'
import { createQuestion, type Question } from './create-question.ts'
import type { Surface } from './surface.ts'

/** Open questions, of which one is being asked. */
export interface QuestionList {
  /** Adds a question at the end; one that is over already is left out. */
  put(interaction: Interaction, correlationId?: string): void
  /** Takes a question away for good. Answers whether it was open. */
  close(id: string): boolean
  /** Takes away what a turn had asked, and what came from nobody knows where. */
  closeTurn(correlationId: string): void
  /** Takes the line that was typed for the one being asked. Answers with the reply when it is complete; the question is closed then. */
  answer(line: string): { readonly interaction: Interaction; readonly reply: InteractionReply } | undefined
  /** Opens a question again whose answer did not arrive. */
  reopen(interaction: Interaction): void
  readonly asking: Pick<Question, 'prompt' | 'isText'> | undefined
}

/** Who is asked, and who hears of it. */
export interface QuestionListOptions {
  readonly surface: Surface
  readonly actor: Actor | undefined
  /** Another question is asked now, or none. */
  readonly onChange: () => void
}

/** Asks the oldest question first, and tells of every change of the one that is asked. */
export function createQuestionList({ surface, actor, onChange }: QuestionListOptions): QuestionList {
  const open = new Map<string, { readonly interaction: Interaction; readonly correlationId: string | undefined }>()
  const over = new Set<string>()
  let current: { readonly interaction: Interaction; readonly question: Question; readonly prompt: string } | undefined

  const ask = (): void => {
    if (current !== undefined && !open.has(current.interaction.id)) current = undefined
    const [next] = open.values()
    if (current === undefined && next !== undefined) {
      const question = createQuestion(next.interaction)
      current = { interaction: next.interaction, question, prompt: question.prompt }
      for (const line of question.lines) surface.tell('ask', line)
      const { askedBy } = next.interaction
      if (askedBy !== undefined && askedBy.id !== actor?.id) surface.tell('ask', `  for ${askedBy.name ?? askedBy.id}`)
    }
    onChange()
  }
  const put = (interaction: Interaction, correlationId?: string): void => {
    if (over.has(interaction.id)) return
    open.set(interaction.id, { interaction, correlationId })
    ask()
  }
  const close = (id: string): boolean => {
    over.add(id)
    const wasOpen = open.delete(id)
    if (wasOpen) ask()
    return wasOpen
  }

  return {
    put,
    close,
    closeTurn(correlationId) {
      for (const [id, question] of open) {
        if (question.correlationId === undefined || question.correlationId === correlationId) open.delete(id)
      }
      ask()
    },
    answer(line) {
      if (current === undefined) return undefined
      const { interaction, question } = current
      const result = question.answer(line)
      if ('kind' in result) {
        close(interaction.id)
        return { interaction, reply: result }
      }
      if ('again' in result) surface.tell('bad', result.again)
      else {
        for (const hint of result.next.lines) surface.tell('ask', hint)
        current = { interaction, question, prompt: result.next.prompt }
      }
      onChange()
      return undefined
    },
    reopen(interaction) {
      over.delete(interaction.id)
      put(interaction)
    },
    get asking() {
      return current && { prompt: current.prompt, isText: current.question.isText }
    },
  }
}
