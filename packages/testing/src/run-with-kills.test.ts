import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSeededRandom } from './create-seeded-random.ts'
import { type KilledRun, runWithKills } from './run-with-kills.ts'

const program = join(import.meta.dirname, '__fixtures__', 'count-to.ts')

describe('runWithKills', { timeout: 30_000 }, () => {
  it('kills a program in the middle of its work, and lets it finish in the end', async () => {
    const file = temporaryFile()
    const seen: KilledRun[] = []
    const runs = await runWithKills([program, file, '300'], {
      kills: 3,
      random: createSeededRandom(7),
      withinMs: 50,
      onRun: (run) => void seen.push(run),
    })
    expect(seen).toEqual(runs)
    expect(runs.map(({ killed }) => killed)).toEqual([true, true, true, false])
    expect(runs.map(({ index }) => index)).toEqual([0, 1, 2, 3])
    const written = readFileSync(file, 'utf8').trim().split('\n')
    expect(written.at(-1)).toBe('300')
    for (const { lines } of runs) expect(written).toEqual(expect.arrayContaining([...lines]))
  })

  it('ends when the program does, though there are kills left', async () => {
    const options = { kills: 5, random: () => 0.99, withinMs: 20_000 }
    const runs = await runWithKills([program, temporaryFile(), '3'], options)
    expect(runs).toMatchObject([{ killed: false, lines: ['1', '2', '3'], stderr: '' }])
  })

  it('does not wait for the end of a program that has none', async () => {
    const options = { kills: 2, random: () => 0.5, withinMs: 20, finish: false }
    const runs = await runWithKills([program, temporaryFile(), '1000000'], options)
    expect(runs.map(({ killed }) => killed)).toEqual([true, true])
  })

  it('fails when the program does, and says what it said', async () => {
    const run = runWithKills([program, temporaryFile(), '-1'], { kills: 1, random: Math.random })
    await expect(run).rejects.toMatchObject({
      code: 'testing.run_failed',
      message: expect.stringContaining('cannot count to less than nothing'),
      details: { status: 1 },
    })
  })

  it('fails when a program that is left alone takes too long', async () => {
    const options = { kills: 0, random: Math.random, timeoutMs: 300 }
    const run = runWithKills([program, temporaryFile(), '1000000'], options)
    await expect(run).rejects.toMatchObject({ code: 'testing.run_failed', details: { status: null } })
  })
})

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'llmgine-kills-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'count')
}
