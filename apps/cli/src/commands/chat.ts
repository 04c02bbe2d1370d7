import { Readable } from 'node:stream'
import { type ErrorData, fromErrorData, LlmgineError, TurnFailed, TurnStop } from '@llmgine/contracts'
import { assemble } from '../assemble.ts'
import { toBanner } from '../banner.ts'
import { loadSettings } from '../config/load-settings.ts'
import type { Flags } from '../config/settings.ts'
import { reasonOf, statusOf } from '../exit-status.ts'
import { answerByPolicy } from '../turn/answer-by-policy.ts'
import { untilIdle } from '../turn/until-idle.ts'
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
  const loading = import('@llmgine/ui-cli')
  await using app = await assemble(world, settings, { session: flags.session })
  const { bus, sessionId, actor } = app
  world.errors.write(`${toBanner(app, settings, { attended })}\n`)

  let failure: ErrorData | undefined
  bus.on(TurnFailed, ({ error }) => {
    failure = error
  })
  const input = attended ? world.input : Readable.from(untilIdle(world.input, app))
  const { attachTerminal } = await loading
  const terminal = attachTerminal(bus, {
    sessionId,
    actor,
    input,
    output: world.output,
    error: world.errors,
    interactive: attended,
    colors: attended && !world.env.NO_COLOR,
    answer: answerByPolicy({ approve: settings.approve, attended }),
  })
  let stopped = false
  using _interrupt = world.onInterrupt(async () => {
    stopped = true
    await bus.execute(TurnStop, undefined, { sessionId, actor })
    await terminal.close()
  })
  await terminal.closed
  if (!attended) {
    // An input that nobody has ended would keep the process alive; that it ends early is meant.
    input.on('error', () => {})
    world.input.destroy()
  }
  if (stopped) return statusOf('stopped')
  if (attended) {
    if (terminal.report.turns > 0) world.errors.write(`To go on with this: llmgine chat --session ${sessionId}\n`)
    return statusOf('done')
  }
  if (terminal.report.failed === 0) return statusOf('done')
  return statusOf(failure === undefined ? 'failed' : reasonOf(fromErrorData(failure)))
}

function unknownCommand([name = '']: readonly string[]): LlmgineError {
  const message = `There is no command "${name}". "llmgine --help" lists those there are.`
  return new LlmgineError('cli.unknown_command', message)
}
