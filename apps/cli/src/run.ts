import { CommanderError } from 'commander'
import { complain } from './complain.ts'
import { statusOf } from './exit-status.ts'
import { createProgram, type Run } from './program.ts'
import type { World } from './world.ts'

/**
 * Runs a command line and answers with the exit status. Whatever goes wrong becomes one sentence on the error stream.
 *
 * @param args Without the program's own name.
 */
export async function run(args: readonly string[], world: World): Promise<number> {
  let chosen: Run | undefined
  const program = createProgram((run) => {
    chosen = run
  })
  const streams = {
    writeOut: (text: string) => void world.output.write(text),
    writeErr: (text: string) => void world.errors.write(text.replace(/^error: /, 'llmgine: ')),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  }
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    command.exitOverride().configureOutput(streams)
  }
  try {
    program.parse(args, { from: 'user' })
    return (await chosen?.(world)) ?? statusOf('done')
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? statusOf('done') : statusOf('usage')
    return complain(world, error)
  }
}
