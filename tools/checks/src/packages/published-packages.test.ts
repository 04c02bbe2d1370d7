import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { formatViolation } from '../workspace/format-violation.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { checkInstalledCommand } from './installed-command.ts'
import { checkInstalledReadme } from './installed-readme.ts'
import { packPackages } from './pack-packages.ts'
import type { PackedPackage } from './packed-package.ts'
import { checkPublint } from './publint.ts'
import { checkTypesResolve } from './types-resolve.ts'

const readme = (install: string, imports: string) =>
  `# A\n\`\`\`sh\nnpm install ${install}\n\`\`\`\n\`\`\`ts\nimport { b } from '${imports}'\nconsole.log(b)\n\`\`\`\n\`\`\`text\n2\n\`\`\`\n`

const manifest = (name: string) => ({
  name,
  version: '1.2.3',
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  files: ['dist'],
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
})

const built = { 'dist/index.js': 'export const b = 2\n', 'dist/index.d.ts': 'export declare const b: number\n' }

const packages: Record<string, Record<string, unknown>> = {
  'packages/good': {
    'package.json': { ...manifest('good'), dependencies: { base: 'workspace:^' } },
    'README.md': readme('good', 'good'),
    ...built,
    'dist/index.js': `export { b } from 'base'\n`,
  },
  'packages/base': { 'package.json': manifest('base'), 'README.md': readme('base', 'good'), ...built },
  'packages/broken': {
    'package.json': {
      ...manifest('broken'),
      exports: { '.': { types: './dist/none.d.ts', default: './dist/none.js' } },
    },
    'README.md': readme('broken unheard-of', 'broken'),
    ...built,
  },
  'apps/good': {
    'package.json': { ...manifest('app'), bin: { app: './dist/main.js', mute: './dist/index.js' } },
    'dist/main.js': `#!/usr/bin/env node\nconsole.log('1.2.3')\n`,
    ...built,
  },
}

let workspace: Workspace & Disposable
let folder: string
let packed: readonly PackedPackage[]
beforeAll(async () => {
  const files = Object.entries(packages).flatMap(([place, contents]) =>
    Object.entries(contents).map(([path, content]) => [`${place}/${path}`, content]),
  )
  const yaml = 'packages:\n  - packages/*\n  - apps/*\npmOnFail: ignore\n'
  workspace = createFixture({ 'pnpm-workspace.yaml': yaml, ...Object.fromEntries(files) })
  folder = mkdtempSync(join(tmpdir(), 'packed-'))
  packed = await packPackages(workspace, folder)
}, 60_000)
afterAll(() => {
  workspace[Symbol.dispose]()
  rmSync(folder, { recursive: true })
})

function find(place: string): PackedPackage {
  const found = packed.find(({ source }) => source.folder === place)
  if (found === undefined) throw new Error(`no ${place}`)
  return found
}

const place = (name: string) => ({ folder: join(folder, name), packed, root: workspace.root })

it('follows a README from the tarballs, through a package that it depends on', { timeout: 60_000 }, async () => {
  const good = find('packages/good')
  expect(await checkPublint(good)).toEqual([])
  expect(await checkTypesResolve(good)).toEqual([])
  expect(await checkInstalledReadme(good, place('good'))).toEqual([])
})

it('finds a program that imports what its install line does not name', { timeout: 60_000 }, async () => {
  const [violation] = await checkInstalledReadme(find('packages/base'), place('base'))
  expect(violation && formatViolation(violation)).toMatch(/^packages\/base\/README\.md:6 Installed: TS2307.*'good'/)
})

it('finds an install line that names what nobody pins', async () => {
  const [violation] = await checkInstalledReadme(find('packages/broken'), place('broken'))
  expect(violation?.message).toContain('does not pin unheard-of')
})

it('finds a tarball whose entry is not in it', { timeout: 30_000 }, async () => {
  const broken = find('packages/broken')
  expect((await checkPublint(broken)).map(({ message }) => message).join()).toContain('none.js')
  expect((await checkTypesResolve(broken)).map(({ message }) => message).join()).toContain('attw')
})

it('finds a command that does not tell its version', { timeout: 60_000 }, async () => {
  const [violation, ...others] = await checkInstalledCommand(find('apps/good'), place('app'))
  expect(violation?.message).toContain('"mute --version" must print 1.2.3')
  expect(others).toEqual([])
})

it('refuses to pack what was not built', async () => {
  using unbuilt = createFixture({ 'packages/a/package.json': manifest('a') })
  await expect(packPackages(unbuilt, folder)).rejects.toThrow('Run "npm run build" first')
})
