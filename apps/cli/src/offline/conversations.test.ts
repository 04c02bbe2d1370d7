import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { systemClock } from '@llmgine/contracts'
import { expect, test } from 'vitest'
import { createFolder } from '../__fixtures__/run-cli.ts'
import { type Assembly, assemble } from '../assemble.ts'
import { takeTurn } from '../turn/take-turn.ts'
import type { World } from '../world.ts'
import { conversations, type Phrasing } from './__fixtures__/conversations.ts'

/** Noon, going on by a millisecond with each look. */
let looks = 0
const clock = { ...systemClock, now: () => Date.UTC(2026, 10, 21, 12) + looks++ }
const approve = ['todo_add', 'todo_complete', 'todo_remove']
const world: World = {
  input: new PassThrough(),
  output: new PassThrough(),
  errors: new PassThrough(),
  env: {},
  platform: 'linux',
  home: '/nonexistent',
  folder: '/nonexistent',
  user: 'ana',
  onInterrupt: () => ({ [Symbol.dispose]() {} }),
}

/** The whole of the command line but its terminal: the same router, gate and engine as with any endpoint, and a store of its own. */
async function open(): Promise<Assembly> {
  const folder = await createFolder()
  const files = join(folder, 'files')
  await mkdir(join(files, 'docs'), { recursive: true })
  await writeFile(join(files, 'README.md'), '# Title\n\nHello World\n')
  await writeFile(join(files, 'docs', 'notes.md'), 'remember the milk\n')
  const lines = Array.from({ length: 500 }, (_, index) => `line ${index + 1}`)
  await writeFile(join(files, 'docs', 'long.txt'), lines.join('\n'))
  const settings = { dataFolder: folder, filesFolder: files, endpoint: 'offline', approve, log: false } as const
  return assemble(world, settings, { clock })
}

test('there are at least sixty phrasings', () => {
  const phrasings = Object.values(conversations).flat()
  expect(new Set(phrasings.map(({ says }) => says)).size).toBeGreaterThanOrEqual(60)
})

test.each(Object.entries(conversations))('%s', async (_name, phrasings) => {
  await using app = await open()
  for (const phrasing of phrasings) await check(app, phrasing)
})

async function check(app: Assembly, { says, calls, answer }: Phrasing): Promise<void> {
  const report = await takeTurn(world, { app, content: says, approve })
  expect(report.end, says).toEqual({ kind: 'finished', reason: 'answered' })
  const called = report.toolCalls.map(({ name, input }) => [name, input])
  expect(called, says).toEqual(calls === undefined ? [] : [calls])
  if (typeof answer === 'string') expect(report.answer, says).toBe(answer)
  else expect(report.answer, says).toMatch(answer)
}
