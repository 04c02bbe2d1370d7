import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** How the program is run. */
export interface RunCliOptions {
  /** Piped in, then the input ends. @default nothing: the input ends at once */
  readonly input?: string | undefined
  readonly env?: Readonly<Record<string, string>> | undefined
  readonly folder?: string | undefined
}

/** What a run of the program left. */
export interface CliResult {
  /** `null` when a signal ended it. */
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
  readonly errors: string
}

const main = join(import.meta.dirname, '..', 'main.ts')

/** What is always set: no endpoint of the machine's own, nothing that the tests were started with, and no data but a test's own. */
export function cliEnvironment(env: RunCliOptions['env']): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: '/dev/null', TZ: 'UTC', LLMGINE_MODEL: 'offline', ...env }
}

/** The arguments of `node` that run the program from its sources. */
export function cliCommand(args: readonly string[]): readonly string[] {
  return ['--conditions=@llmgine/source', '--disable-warning=ExperimentalWarning', main, ...args]
}

/** Starts the program from its sources, as a process of its own. */
export function startCli(args: readonly string[], options: RunCliOptions = {}): ChildProcess {
  const { folder = tmpdir(), env } = options
  return spawn(process.execPath, cliCommand(args), { cwd: folder, env: cliEnvironment(env), stdio: 'pipe' })
}

/** Runs the program to its end. */
export async function runCli(args: readonly string[], options: RunCliOptions = {}): Promise<CliResult> {
  const child = startCli(args, options)
  const ended = endOf(child)
  child.stdin?.end(options.input ?? '')
  return ended
}

/** What a program that runs has said, and how it ends. */
export function endOf(child: ChildProcess): Promise<CliResult> {
  let output = ''
  let errors = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  // What it no longer reads is no concern of the test.
  child.stdin?.on('error', () => {})
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve({ status, signal, output, errors }))
  })
}

/** A folder of its own for a test, gone after it. */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'llmgine-cli-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
