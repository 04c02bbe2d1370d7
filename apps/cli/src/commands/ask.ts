import { fromErrorData, LlmgineError } from '@llmgine/contracts'
import { type Assembly, assemble } from '../assemble.ts'
import { describeModel, wrap } from '../banner.ts'
import { complain } from '../complain.ts'
import { loadSettings } from '../config/load-settings.ts'
import type { Flags } from '../config/settings.ts'
import { statusOf } from '../exit-status.ts'
import { readInput } from '../turn/read-input.ts'
import { refuseWaiting } from '../turn/refuse-waiting.ts'
import { takeTurn } from '../turn/take-turn.ts'
import type { TurnReport } from '../turn/turn-report.ts'
import type { World } from '../world.ts'

/** What `llmgine ask` was told. */
export interface AskFlags extends Flags {
  readonly question: string
  readonly session?: string | undefined
  readonly json?: boolean | undefined
}

/**
 * Asks one question and prints the answer on the output: as it comes, or with `--json` as one object at the end.
 *
 * @throws `cli.*`, `store.*`, `model.*`: what was wrong before the question could be asked
 */
export async function ask(world: World, flags: AskFlags): Promise<number> {
  const [settings, piped] = await Promise.all([loadSettings(world, flags), readInput(world)])
  const content = [flags.question, piped].filter((text) => text !== '').join('\n\n')
  if (content === '') {
    throw new LlmgineError('cli.no_question', 'There is no question. Write it after "ask", or pipe it in.')
  }
  await using app = await assemble(world, settings, { session: flags.session })
  if (flags.session !== undefined) await refuseWaiting(app.bus, app.sessionId)
  if (app.model.endpoint === undefined)
    world.errors.write(
      `${describeModel(app.model)
        .map((line) => wrap(line))
        .join('\n')}\n`,
    )

  const turn = { app, content, approve: settings.approve }
  if (flags.json) {
    const report = await takeTurn(world, turn)
    world.output.write(`${JSON.stringify(toObject(app, report), null, 2)}\n`)
    return conclude(world, app, report)
  }
  const print = createPrinter(world)
  const report = await takeTurn(world, { ...turn, onText: print.text })
  print.end()
  return conclude(world, app, report)
}

/** What `--json` prints. */
function toObject(
  { sessionId, model }: Assembly,
  { answer, toolCalls, usage, cost, end, model: answered }: TurnReport,
): object {
  const problem =
    end.kind === 'failed' ? { error: end.error } : end.kind === 'waiting' ? { waitingFor: end.question } : {}
  return { answer, toolCalls, usage, cost: cost ?? null, session: sessionId, model: answered ?? model.name, ...problem }
}

/** Says on the error stream what is to be said besides the answer. */
function conclude(world: World, { sessionId }: Assembly, { end }: TurnReport): number {
  if (end.kind === 'failed') return complain(world, fromErrorData(end.error))
  if (end.kind === 'waiting') {
    world.errors.write(`llmgine: ${end.question} Answer it in: llmgine chat --session ${sessionId}\n`)
    return statusOf('waiting')
  }
  if (end.reason === 'answered') return statusOf('done')
  if (end.reason === 'stopped') return statusOf('stopped')
  world.errors.write(`llmgine: The answer was cut off: the ${end.reason.replace('-', ' ')} of a turn was reached.\n`)
  return statusOf('failed')
}

/** Prints text as it comes. A terminal gets no control characters; a file or pipe gets what was said. */
function createPrinter({ output }: World): { readonly text: (text: string) => void; readonly end: () => void } {
  let last = '\n'
  const text = (part: string): void => {
    const shown = output.isTTY ? part.replace(/[^\P{Cc}\n\t]/gu, '') : part
    output.write(shown)
    last = shown.at(-1) ?? last
  }
  return { text, end: () => last === '\n' || output.write('\n') }
}
