import {
  type Actor,
  type Interaction,
  InteractionAnswer,
  type InteractionReply,
  isEntitled,
  TurnStop,
} from '@llmgine/contracts'
import type { TerminalOptions } from '../terminal-options.ts'
import type { Turns } from './create-turns.ts'
import { isSettled } from './is-settled.ts'
import type { Questions } from './questions.ts'
import type { Send } from './send.ts'
import type { Surface } from './surface.ts'
import { tellError } from './tell-error.ts'

/** Who answers when nobody sits there. */
export interface AnswerByRuleOptions {
  readonly surface: Surface
  readonly turns: Turns
  readonly send: Send
  readonly actor: Actor | undefined
  readonly answer: TerminalOptions['answer']
}

/**
 * Answers questions without a person: by the application's rule, else an approval is refused with a reason. What cannot be refused ends its
 * turn, so that nothing waits for somebody who will never come.
 */
export function answerByRule(options: AnswerByRuleOptions): Questions {
  const { surface, turns, send, actor, answer } = options
  const known = new Set<string>()

  const replyTo = async (interaction: Interaction): Promise<InteractionReply | undefined> => {
    if (!isEntitled(interaction.entitled, actor)) return undefined
    const reply = await answer?.(interaction)
    if (reply !== undefined || interaction.kind !== 'approve') return reply
    return { kind: 'approve', approved: false, reason: 'Nobody was there to approve it.' }
  }

  const settle = async (interaction: Interaction): Promise<void> => {
    try {
      const reply = await replyTo(interaction)
      if (reply !== undefined) {
        surface.tell('ask', `? ${interaction.title}  ${describe(reply)}`)
        await send(InteractionAnswer, { interactionId: interaction.id, reply })
        return
      }
      surface.tell('bad', `? ${interaction.title}  Nobody is here to answer, so the turn is stopped.`)
    } catch (error) {
      tellError(surface, error)
      if (isSettled(error)) return
    }
    turns.spoil()
    await send(TurnStop, undefined).catch((error: unknown) => tellError(surface, error))
  }

  return {
    requested(interaction) {
      if (known.has(interaction.id)) return
      known.add(interaction.id)
      void settle(interaction)
    },
    settled() {},
    turnEnded: () => known.clear(),
  }
}

function describe(reply: InteractionReply): string {
  if (reply.kind !== 'approve') return 'Answered by rule.'
  return reply.approved ? 'Approved by rule.' : `Refused. ${reply.reason ?? ''}`.trimEnd()
}
