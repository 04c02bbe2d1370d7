import { generateId, TurnStop, TurnSubmit } from '@llmgine/contracts'
import type { Assembly } from '../assemble.ts'
import type { World } from '../world.ts'
import { answerByPolicy } from './answer-by-policy.ts'
import { answerQuestions } from './answer-questions.ts'
import { collectTurn } from './collect-turn.ts'
import type { TurnReport } from './turn-report.ts'

/**
 * Takes one turn with nobody to ask, and answers with what became of it. Ctrl-C stops the turn; a second one ends the program.
 *
 * @throws what refuses the input
 */
export async function takeTurn(
  world: Pick<World, 'onInterrupt'>,
  options: {
    readonly app: Assembly
    readonly content: string
    /** Tools that are allowed. */
    readonly approve: readonly string[]
    readonly onText?: ((text: string) => void) | undefined
  },
): Promise<TurnReport> {
  const { app, content, approve, onText } = options
  const { bus, sessionId, actor } = app
  const turnId = generateId()
  const turn = collectTurn(bus, { turnId, onText })
  using _questions = answerQuestions(bus, {
    sessionId,
    actor,
    answer: answerByPolicy({ approve, attended: false }),
    onOpen: ({ title }) => turn.leave(title),
  })
  using _interrupt = world.onInterrupt(() => bus.execute(TurnStop, undefined, { sessionId, actor }))
  await bus.execute(TurnSubmit, { content }, { id: turnId, sessionId, actor })
  // Awaited here, because what answers and stops the turn goes when this function ends.
  return await turn.result
}
