import { createInterface } from 'node:readline'
import { TurnSubmit } from '@llmgine/contracts'
import type { AttachContext } from './attach-context.ts'
import { answerByRule } from './conversation/answer-by-rule.ts'
import { followSession, takeUpSession } from './conversation/follow-session.ts'
import { tellError } from './conversation/tell-error.ts'
import { createPlainSurface } from './display/create-plain-surface.ts'

/** Attaches a terminal nobody sits at: each line of the input is a turn, one after another. */
export function attachLines(context: AttachContext): void {
  const { bus, options, send, turns, signal, leave } = context
  const { input, output, error = output, actor, answer, sessionId } = options
  const surface = createPlainSurface(output, error, signal)
  const questions = answerByRule({ surface, turns, send, actor, answer })
  const following = { sessionId, surface, turns, questions, signal }
  const lines = createInterface({ input, terminal: false, crlfDelay: Number.POSITIVE_INFINITY })
  // From now on, so that no line is missed while the session is taken up.
  const queue = lines[Symbol.asyncIterator]()
  signal.addEventListener('abort', () => lines.close())

  const runAll = async (): Promise<void> => {
    await takeUpSession(send, following).catch((reason: unknown) => tellError(surface, reason))
    for await (const line of queue) {
      if (signal.aborted) return
      if (line.trim() === '') continue
      try {
        await turns.run(() => send(TurnSubmit, { content: line }))
      } catch (reason) {
        tellError(surface, reason)
      }
    }
  }

  followSession(bus, following)
  runAll().then(leave, leave)
}
