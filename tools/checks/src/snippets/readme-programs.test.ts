import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { formatViolation } from '../workspace/format-violation.ts'
import { readWorkspace } from '../workspace/read-workspace.ts'
import { checkReadmePrograms } from './readme-programs.ts'

const block = (info: string, ...lines: string[]) => [`\`\`\`${info}`, ...lines, '```', ''].join('\n')

async function messagesFor(readme: string): Promise<string[]> {
  using workspace = createFixture({
    'examples/README.md': '',
    'packages/bus/package.json': { name: '@llmgine/bus', type: 'module' },
    'packages/bus/README.md': readme,
  })
  return (await checkReadmePrograms(workspace)).map(formatViolation)
}

it('accepts programs that compile and print what the page says', async () => {
  expect(await messagesFor(block('ts', 'console.log(6 * 7)') + block('text', '42') + block('ts', 'void 0'))).toEqual([])
})

it('finds a program that does not compile, at its line', async () => {
  const [message] = await messagesFor(`# Title\n${block('ts no-run', 'void 0', 'const a: string = 1')}`)
  expect(message).toMatch(/^packages\/bus\/README\.md:4 TS2322/)
})

it('finds a program that fails, prints something else, or prints what the page does not show', async () => {
  expect((await messagesFor(block('ts', 'throw new Error("no")')))[0]).toContain('must run by itself to its end')
  const other = block('ts', 'console.log(41)') + block('text', '42')
  expect((await messagesFor(other))[0]).toContain('something else than the README says:\n41')
  expect((await messagesFor(block('ts', 'console.log(41)')))[0]).toContain('Let a ```text block')
})

it('does not run what is marked so', async () => {
  expect(await messagesFor(block('ts no-run', 'throw new Error("no")'))).toEqual([])
})

it('finds nothing wrong with the READMEs of this repository', { timeout: 120_000 }, async () => {
  expect((await checkReadmePrograms(readWorkspace())).map(formatViolation)).toEqual([])
})
