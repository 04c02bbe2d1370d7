import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runProgram } from './snippets/run-program.ts'
import { createFixture } from './workspace/fixture.ts'
import { repositoryRoot } from './workspace/read-workspace.ts'

/** What the style forbids and the linter finds, each as the smallest file of a package that does it. */
const forbidden: Record<string, string> = {
  noExplicitAny: 'export const value: any = 1',
  noEnum: 'export enum Colour { Red }',
  noNamespace: 'export namespace inner { export const value = 1 }',
  noDefaultExport: 'export default function run(): void {}',
  noNonNullAssertion: 'export const first = (list: string[]): string => list.at(0)!',
  noReExportAll: `export * from './other.ts'`,
  noProcessEnv: 'export const home = process.env.HOME',
  noConsole: 'console.log(1)',
  noVar: 'export var value = 1',
  noTsIgnore: '// @ts-ignore\nexport const value: string = 1',
  noFloatingPromises: 'async function work(): Promise<void> {}\nexport function run(): void {\n  work()\n}',
  noExcessiveLinesPerFunction: `export function run(): void {\n${'  String(1)\n'.repeat(61)}}`,
  useImportExtensions: `export { other } from './other'`,
  useFilenamingConvention: 'export const value = 1',
}

const fileOf = (rule: string) => `${rule === 'useFilenamingConvention' ? 'wrongName' : rule.toLowerCase()}.ts`

async function lint(): Promise<string[]> {
  const files = Object.entries(forbidden).map(([rule, text]) => [`packages/bus/src/${fileOf(rule)}`, `${text}\n`])
  const other = { 'packages/bus/src/other.ts': 'export const other = 1\n' }
  const allowedInTests = { 'packages/bus/src/fine.test.ts': 'console.log(process.env.HOME)\n' }
  using fixture = createFixture({ '.gitignore': 'dist/\n', ...Object.fromEntries(files), ...other, ...allowedInTests })
  copyFileSync(join(repositoryRoot, 'biome.json'), join(fixture.root, 'biome.json'))
  const biome = join(repositoryRoot, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const command = [biome, 'lint', '--reporter=github', '--max-diagnostics=none'] as const
  const { stdout } = await runProgram([process.execPath, ...command], { cwd: fixture.root })
  return [...stdout.matchAll(/title=lint\/\w+\/(\w+),file=[^,]*?([^,/]+),/g)].map(([, rule, file]) => `${file} ${rule}`)
}

it('finds what the style forbids, and the same is allowed in tests where it does no harm', async () => {
  const found = await lint()
  expect(found).toEqual(expect.arrayContaining(Object.keys(forbidden).map((rule) => `${fileOf(rule)} ${rule}`)))
  expect(found.filter((line) => line.includes('fine.test.ts'))).toEqual([])
})
