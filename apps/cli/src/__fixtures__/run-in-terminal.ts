import { execFile, execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cliCommand, cliEnvironment } from './run-cli.ts'

/** Whether a terminal can be had here: it takes Python 3. */
export const hasTerminal: boolean = canRun('python3')

/** What is done at the terminal: waits for a text on the screen, presses keys, or waits for seconds. */
export type TerminalStep = readonly ['wait' | 'send', string] | readonly ['pause', number]

/** What the terminal showed, control sequences included; the text that never came; how the program ended. */
export interface TerminalRun {
  readonly shown: string
  readonly missing: string | null
  readonly status: number | null
}

/** Runs the program in a terminal and plays a script there. */
export async function runInTerminal(
  args: readonly string[],
  options: { readonly env: Readonly<Record<string, string>>; readonly steps: readonly TerminalStep[] },
): Promise<TerminalRun> {
  const script = [join(import.meta.dirname, 'terminal.py'), JSON.stringify(options.steps)]
  const env = { TERM: 'xterm-256color', ...cliEnvironment(options.env) }
  const { stdout } = await promisify(execFile)('python3', [...script, process.execPath, ...cliCommand(args)], { env })
  return JSON.parse(stdout)
}

function canRun(command: string): boolean {
  try {
    execFileSync(command, ['-c', 'import pty'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
