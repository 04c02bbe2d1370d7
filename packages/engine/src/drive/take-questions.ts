import { type Interaction, InteractionRequested, isMessage, LlmgineError, type LogRecord } from '@llmgine/contracts'
import type { LiveSession } from '../session/live-session.ts'
import type { OpenTurn } from '../session/session-fold.ts'
import { createEvent } from './create-event.ts'
import type { EngineHost } from './engine-host.ts'

/** The questions that a step waits for. */
export interface TakenQuestions {
  readonly ids: readonly string[]
  /** Those that the engine has to ask, with the step. */
  readonly records: readonly LogRecord[]
}

/** What most steps wait for. */
export const noQuestions: TakenQuestions = { ids: [], records: [] }

/**
 * Finds out what a step waits for. What an action hands over as a question is asked with the step; an id must be one that was asked before.
 *
 * @throws `interaction.unknown` for an id that nobody asked, `engine.already_answered` for one that the step was given the answer of
 */
export async function takeQuestions(
  host: EngineHost,
  live: LiveSession,
  { turn, waitFor }: { readonly turn: OpenTurn; readonly waitFor: readonly (string | Interaction)[] },
): Promise<TakenQuestions> {
  const given = new Set(turn.waitFor.filter((id) => turn.answers.has(id)))
  const records: LogRecord[] = []
  for (const one of waitFor) {
    const id = typeof one === 'string' ? one : one.id
    if (given.has(id)) throw alreadyAnswered(id)
    if (live.fold.open.has(id) || turn.answers.has(id)) continue
    const interaction = typeof one === 'string' ? await findQuestion(host, live, id) : one
    if (typeof one !== 'string') {
      const message = createEvent(host, turn, { event: InteractionRequested, payload: { interaction } })
      records.push({ message, onceKey: `interaction:${id}` })
    }
    live.fold.open.set(id, interaction)
  }
  return { ids: waitFor.map((one) => (typeof one === 'string' ? one : one.id)), records }
}

async function findQuestion({ log }: EngineHost, { id: sessionId }: LiveSession, id: string): Promise<Interaction> {
  const message = (await log.find(sessionId, `interaction:${id}`))?.message
  if (message !== undefined && isMessage(InteractionRequested, message)) return message.payload.interaction
  throw new LlmgineError(
    'interaction.unknown',
    `Nobody asked the question "${id}" in this session. Wait for the id of one that was asked, or hand the question itself over.`,
    { details: { interactionId: id } },
  )
}

function alreadyAnswered(id: string): LlmgineError {
  return new LlmgineError(
    'engine.already_answered',
    `The action was given the answer to "${id}" and waits for it again, which would never end. Ask another question.`,
    { details: { interactionId: id } },
  )
}
