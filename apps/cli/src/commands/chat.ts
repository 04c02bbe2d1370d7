import { type ErrorData, fromErrorData, LlmgineError, TurnFailed, TurnStop } from '@llmgine/contracts'
import { assemble } from '../assemble.ts'
import { loadSettings } from '../config/load-settings.ts'
import type { Flags } from '../config/settings.ts'
import { reasonOf, statusOf } from '../exit-status.ts'
import { describeModel } from '../model/describe-model.ts'
import { answerByPolicy } from '../turn/answer-by-policy.ts'
import type { World } from '../world.ts'

/** What `llmgine chat` was told. */
export interface ChatFlags extends Flags {
  readonly session?: string | undefined
  /** Words that are no option: most likely a command that does not exist. */
  readonly rest: readonly string[]
}

/**
 * A conversation. On a terminal it asks and shows; with piped input each line is a turn, and answers alone go to the output.
 *
 * @throws `cli.*`, `store.*`, `model.*`: what was wrong before the conversation began
 */
export async function chat(world: World, flags: ChatFlags): Promise<number> {
  if (flags.rest.length > 0) throw unknownCommand(flags.rest)
  const settings = await loadSettings(world, flags)
  const attended = Boolean(world.input.isTTY && world.output.isTTY)
  const [app, { attachTerminal }] = await Promise.all([
    assemble(world, settings, { session: flags.session }),
    import('@llmgine/ui-cli'),
  ])
  await using _app = app
  const { bus, sessionId, actor } = app
  let failure: ErrorData | undefined
  bus.on(TurnFailed, ({ error }) => {
    failure = error
  })
  const goOn = `llmgine chat --session ${sessionId}`
  world.errors.write(
    `${[...describeModel(app.model), ...(settings.filesFolder === undefined ? [] : [`Files: ${settings.filesFolder}`])].join('\n')}\n`,
  )

  const terminal = attachTerminal(bus, {
    sessionId,
    actor,
    input: world.input,
    output: world.output,
    error: world.errors,
    colors: attended && !world.env.NO_COLOR,
    answer: answerByPolicy({ approve: settings.approve, attended }),
  })
  using _interrupt = world.onInterrupt(async () => {
    await bus.execute(TurnStop, undefined, { sessionId, actor })
    await terminal.close()
  })
  await terminal.closed
  if (attended) world.errors.write(`To go on with this conversation: ${goOn}\n`)
  if (attended || terminal.report.failed === 0) return statusOf('done')
  return statusOf(failure === undefined ? 'failed' : reasonOf(fromErrorData(failure)))
}

function unknownCommand([name = '']: readonly string[]): LlmgineError {
  return new LlmgineError(
    'cli.unknown_command',
    `There is no command "${name}". "llmgine --help" lists those there are.`,
  )
}
