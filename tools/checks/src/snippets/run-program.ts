import { execFile } from 'node:child_process'

/** How a program ended. */
export interface ProgramEnd {
  readonly status: number | string | undefined
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program without input to its end, which must come within the time given (@default 60 seconds). Never rejects. */
export function runProgram(
  command: readonly [program: string, ...args: string[]],
  { cwd, env, timeoutMs = 60_000 }: { cwd: string; env?: NodeJS.ProcessEnv | undefined; timeoutMs?: number },
): Promise<ProgramEnd> {
  const [program, ...args] = command
  return new Promise((resolve) => {
    const options = { cwd, env: env ?? process.env, timeout: timeoutMs, maxBuffer: 2 ** 26 }
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      const status = error === null ? 0 : error.killed ? `none within ${timeoutMs} ms` : (error.code ?? undefined)
      resolve({ status, stdout, stderr })
    })
    child.stdin?.end()
  })
}
