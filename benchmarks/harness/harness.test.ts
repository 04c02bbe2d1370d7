import { expect, it } from 'vitest'
import { interleave } from './interleave.ts'
import { measureFunction } from './measure-function.ts'
import { measureProgram } from './measure-program.ts'
import { median } from './median.ts'
import { toTable } from './to-table.ts'

const sample = (ms: number) => ({ wallMs: ms, cpuMs: ms })

it('takes the middle of an odd and the mean of an even number of values', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

it('runs the candidates in turn, every other round in reverse, and throws the warm-up away', async () => {
  const order: string[] = []
  const candidate = (name: string) => async () => {
    order.push(name)
    return sample(order.length)
  }
  const samples = await interleave({ a: candidate('a'), b: candidate('b') }, { rounds: 2, warmUp: 1 })
  expect(order.join('')).toBe('abbaab')
  expect(samples).toEqual({ a: [sample(4), sample(5)], b: [sample(3), sample(6)] })
})

it('measures a function that computes as CPU time and one that waits as time alone', async () => {
  const computing = await measureFunction(() => {
    const end = performance.now() + 40
    while (performance.now() < end);
  })
  const waiting = await measureFunction(() => new Promise((resolve) => setTimeout(resolve, 100)))
  expect(computing.cpuMs).toBeGreaterThan(10)
  expect(waiting.wallMs).toBeGreaterThan(90)
  expect(waiting.cpuMs).toBeLessThan(waiting.wallMs)
})

it('measures a program in its own process, start-up included', async () => {
  const { wallMs, cpuMs } = await measureProgram(['-e', 'const end = Date.now() + 100; while (Date.now() < end);'])
  expect(wallMs).toBeGreaterThan(100)
  expect(cpuMs).toBeGreaterThan(30)
})

it('rejects when the program fails', async () => {
  await expect(measureProgram(['-e', 'process.exit(3)'])).rejects.toMatchObject({ code: 3 })
})

it('holds every candidate against the first', () => {
  expect(toTable({ bare: [sample(10)], ours: [sample(12)] })).toContain('| ours | 12.0 | 1.20 | 12.0 | 1.20 |')
})
