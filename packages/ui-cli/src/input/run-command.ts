import type { Surface } from '../conversation/surface.ts'
import { tellError } from '../conversation/tell-error.ts'
import type { TerminalCommand } from '../terminal-command.ts'

/** What a line that is a slash command is run with. */
export interface RunCommandOptions {
  readonly commands: readonly TerminalCommand[]
  readonly surface: Surface
  readonly signal: AbortSignal
}

/** The name and the rest of a line that is a slash command. `/etc/hosts` is none. */
export function parseCommand(line: string): { readonly name: string; readonly args: string } | undefined {
  const [, name, args = ''] = /^\/([a-z][a-z-]*)(?:\s+(.*))?$/s.exec(line.trim()) ?? []
  return name === undefined ? undefined : { name, args }
}

/** Runs a slash command and shows what it answers. */
export async function runCommand(
  { name, args }: { readonly name: string; readonly args: string },
  { commands, surface, signal }: RunCommandOptions,
): Promise<void> {
  const command = commands.find((one) => one.name === name)
  if (command === undefined) {
    surface.tell('bad', `There is no command /${name}. /help lists those there are.`)
    return
  }
  try {
    const answer = await command.run(args, { signal })
    if (answer !== undefined && answer !== '') surface.tell('plain', answer)
  } catch (error) {
    tellError(surface, error)
  }
}

/** What `/help` says. */
export function describeCommands(commands: readonly TerminalCommand[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, description }) => `  /${name.padEnd(width)}  ${description}`)
  return [...lines, ...keys].join('\n')
}

const keys = [
  '  Ctrl-C stops an answer, and leaves when pressed again; Ctrl-D leaves.',
  '  A backslash at the end of a line, or """ before and after, makes an input of several lines.',
]
