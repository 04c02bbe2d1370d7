import type { Sample } from './sample.ts'

/**
 * Times a function in this process, garbage left by others collected first when Node runs with `--expose-gc`.
 *
 * @param work what is timed; repeat it inside until a call takes at least some milliseconds
 */
export async function measureFunction(work: () => unknown): Promise<Sample> {
  globalThis.gc?.()
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const wallMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { wallMs, cpuMs: (user + system) / 1000 }
}
