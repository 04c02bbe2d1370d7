import { type ChildProcess, spawn } from 'node:child_process'
import { LlmgineError } from '@llmgine/contracts'

/** How a program is killed. */
export interface RunWithKillsOptions {
  /** How often. */
  readonly kills: number
  /** Numbers from 0 to below 1, from `createSeededRandom(seed)`, so that a run can be had again. */
  readonly random: () => number
  /** A kill comes within this time after the first line, in milliseconds; each moment is as likely as any other. @default 100 */
  readonly withinMs?: number | undefined
  /** After the last kill, lets the program run to its end. @default true */
  readonly finish?: boolean | undefined
  /** Called after each run, before the next one begins: the moment to look at what the program left behind. */
  readonly onRun?: ((run: KilledRun) => void | Promise<void>) | undefined
  /** How long one run may take by itself. @default 30,000 */
  readonly timeoutMs?: number | undefined
  /** @default that of this process */
  readonly cwd?: string | undefined
  /** @default that of this process */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
}

/** One life of the program. */
export interface KilledRun {
  /** Counts from 0. */
  readonly index: number
  /** Whole lines of its standard output: what it had acknowledged. */
  readonly lines: readonly string[]
  readonly stderr: string
  /** Whether it was killed, or ended by itself first. */
  readonly killed: boolean
}

/**
 * Runs a program with this process's Node.js, kills it (SIGKILL) at random moments of its work and starts it again, until it ends by itself
 * or all kills are done: what it promised before must hold in each new life. The time until its first line is not counted as work.
 *
 * @param program The arguments of `node`: options, file, arguments.
 * @throws `testing.run_failed` when it ends by itself with another status than 0, or takes too long
 * @example
 * const runs = await runWithKills(['worker.ts', path], { kills: 25, random: createSeededRandom(seed) })
 */
export async function runWithKills(
  program: readonly string[],
  options: RunWithKillsOptions,
): Promise<readonly KilledRun[]> {
  const { kills, random, withinMs = 100, finish = true, onRun } = options
  const runs: KilledRun[] = []
  while (runs.length < kills || finish) {
    const killAfterMs = runs.length < kills ? random() * withinMs : undefined
    const run = await runOnce(program, { ...options, index: runs.length, killAfterMs })
    runs.push(run)
    await onRun?.(run)
    if (!run.killed) return runs
  }
  return runs
}

async function runOnce(
  program: readonly string[],
  options: RunWithKillsOptions & { readonly index: number; readonly killAfterMs: number | undefined },
): Promise<KilledRun> {
  const { index, killAfterMs, timeoutMs = 30_000, cwd, env } = options
  const child = spawn(process.execPath, program, {
    cwd,
    env: env && { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve(status))
  })
  let killed = false
  const kill = (): void => {
    killed = child.kill('SIGKILL') || killed
  }
  const timers = [setTimeout(() => child.kill('SIGKILL'), timeoutMs)]
  const output = collect(child, () => {
    if (killAfterMs !== undefined) timers.push(setTimeout(kill, killAfterMs))
  })
  try {
    const status = await ended
    if (status !== 0 && !(killed && status === null))
      throw runFailed(program, { status, timeoutMs, stderr: output.stderr })
    // It may have come to its end while the signal was on its way.
    return { index, lines: output.lines, stderr: output.stderr, killed: status === null }
  } finally {
    for (const timer of timers) clearTimeout(timer)
  }
}

interface Output {
  readonly lines: string[]
  stderr: string
}

function collect(child: ChildProcess, onFirstLine: () => void): Output {
  const output: Output = { lines: [], stderr: '' }
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const whole = (text + chunk).split('\n')
    // What a kill cut off was not acknowledged.
    text = whole.pop() ?? ''
    if (output.lines.length === 0 && whole.length > 0) onFirstLine()
    for (const line of whole) output.lines.push(line)
  })
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    output.stderr = (output.stderr + chunk).slice(-10_000)
  })
  return output
}

function runFailed(
  program: readonly string[],
  {
    status,
    timeoutMs,
    stderr,
  }: { readonly status: number | null; readonly timeoutMs: number; readonly stderr: string },
): LlmgineError {
  const what = status === null ? `did not end within ${timeoutMs} ms` : `ended with status ${status}`
  return new LlmgineError('testing.run_failed', `node ${program.join(' ')} ${what}. It said: ${stderr || 'nothing'}`, {
    details: { status },
  })
}
