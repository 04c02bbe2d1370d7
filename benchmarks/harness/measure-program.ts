import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Sample } from './sample.ts'

/** The module that a measured program loads first: at its exit it writes its CPU time to the file `BENCHMARK_CPU_FILE`. */
const reporter = new URL('./report-cpu.mjs', import.meta.url).href

/**
 * Times a Node.js program from start to exit, in a process of its own; CPU time is all that its process used, start-up included.
 * A program that fails rejects, for its time says nothing.
 *
 * @param args the program and its arguments, as they follow `node`
 */
export async function measureProgram(
  args: readonly string[],
  { env = process.env }: { readonly env?: NodeJS.ProcessEnv | undefined } = {},
): Promise<Sample> {
  const folder = await mkdtemp(join(tmpdir(), 'benchmark-'))
  try {
    const file = join(folder, 'cpu')
    const start = performance.now()
    const running = promisify(execFile)(process.execPath, ['--import', reporter, ...args], {
      env: { ...env, BENCHMARK_CPU_FILE: file },
    })
    running.child.stdin?.end()
    await running
    return { wallMs: performance.now() - start, cpuMs: Number(await readFile(file, 'utf8')) / 1000 }
  } finally {
    await rm(folder, { recursive: true })
  }
}
