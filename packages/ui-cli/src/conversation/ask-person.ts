import {
  type Interaction,
  InteractionAnswer,
  type InteractionReply,
  isEntitled,
  isLlmgineError,
} from '@llmgine/contracts'
import type { TerminalOptions } from '../terminal-options.ts'
import type { Question } from './create-question.ts'
import { createQuestionList, type QuestionListOptions } from './create-question-list.ts'
import { isSettled } from './is-settled.ts'
import type { Questions } from './questions.ts'
import type { Send } from './send.ts'
import { tellError } from './tell-error.ts'

/** Questions that are put to whoever sits there, one after another. */
export interface PersonalQuestions extends Questions {
  /** The one that is being asked: what stands before its answer, and whether that is free text. */
  readonly asking: Pick<Question, 'prompt' | 'isText'> | undefined
  /** The line that was typed for it. */
  answer(line: string): void
}

/** Who is asked, who answers first, and how an answer is sent. */
export interface AskPersonOptions extends QuestionListOptions {
  readonly send: Send
  readonly answer: TerminalOptions['answer']
}

/**
 * Asks what the application's rule does not answer. A question leaves the list before its answer is sent, so that it is answered once; one
 * whose answer did not arrive is asked again; one that was settled elsewhere is taken back.
 */
export function askPerson(options: AskPersonOptions): PersonalQuestions {
  const { surface, send, actor, answer, onChange } = options
  const list = createQuestionList({ surface, actor, onChange })
  const known = new Set<string>()

  const sendReply = async (interaction: Interaction, reply: InteractionReply): Promise<void> => {
    try {
      await send(InteractionAnswer, { interactionId: interaction.id, reply })
    } catch (error) {
      tellError(surface, error)
      if (!isSettled(error) && !isLlmgineError(error, 'interaction.not_entitled')) list.reopen(interaction)
    }
  }

  const decide = async (interaction: Interaction, correlationId: string | undefined): Promise<void> => {
    try {
      const reply = await answer?.(interaction)
      if (reply !== undefined) return await sendReply(interaction, reply)
    } catch (error) {
      tellError(surface, error)
    }
    list.put(interaction, correlationId)
  }

  return {
    requested(interaction, correlationId) {
      if (known.has(interaction.id)) return
      known.add(interaction.id)
      if (isEntitled(interaction.entitled, actor)) void decide(interaction, correlationId)
      else surface.tell('ask', `? ${interaction.title}  Somebody else has to answer this.`)
    },
    settled(id, how) {
      if (list.close(id)) surface.tell('ask', how)
    },
    turnEnded: (correlationId) => list.closeTurn(correlationId),
    answer(line) {
      const answered = list.answer(line)
      if (answered !== undefined) void sendReply(answered.interaction, answered.reply)
    },
    get asking() {
      return list.asking
    },
  }
}
