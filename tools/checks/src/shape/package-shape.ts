import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Violation } from '../workspace/violation.ts'
import type { Manifest, Workspace, WorkspacePackage } from '../workspace/workspace.ts'

const source = '@llmgine/source'

/** What is published looks the same everywhere: manifest, license, and an example. */
export function checkPackageShape({ root, packages }: Workspace): readonly Violation[] {
  return packages
    .filter(({ manifest }) => !manifest.private)
    .flatMap((one) => [...manifestProblems(one), ...fileProblems(root, one)])
}

function manifestProblems({ folder, kind, manifest }: WorkspacePackage): Violation[] {
  const file = `${folder}/package.json`
  const expected = {
    name: `@llmgine/${folder.split('/')[1]}`,
    license: 'MIT',
    repository: { type: 'git', url: 'git+https://github.com/llmgine/llmgine.git', directory: folder },
    type: 'module',
    sideEffects: false,
    engines: { node: '>=22.18' },
    files: filesToShip,
    publishConfig: publishConfigFor(manifest),
  }
  const wrong = Object.entries(expected)
    .filter(([field, value]) => !isDeepStrictEqual(manifest[field as keyof Manifest], value))
    .map(([field, value]) => ({ file, message: `"${field}" must be ${JSON.stringify(value)}.` }))
  const problems = kind === 'package' ? entryProblems(manifest) : []
  if (!manifest.description?.endsWith('.')) problems.push('"description" must be one sentence with a full stop.')
  return [...wrong, ...problems.map((message) => ({ file, message }))]
}

const filesToShip = [
  'CHANGELOG.md',
  'dist',
  '!dist/.tsbuildinfo',
  'src',
  '!src/**/*.test.ts',
  '!src/**/*.test-d.ts',
  '!src/**/__fixtures__',
]

/** The published map is the workspace's without the condition that leads to the sources. */
function publishConfigFor({ exports = {} }: Manifest): NonNullable<Manifest['publishConfig']> {
  const published = Object.entries(exports).map(([entry, target]) => [entry, withoutSource(target)])
  const isSame = isDeepStrictEqual(Object.fromEntries(published), exports)
  return isSame ? { access: 'public' } : { access: 'public', exports: Object.fromEntries(published) }
}

function withoutSource(target: unknown): unknown {
  if (typeof target !== 'object' || target === null) return target
  return Object.fromEntries(Object.entries(target).filter(([condition]) => condition !== source))
}

function entryProblems({ exports = {} }: Manifest): string[] {
  const entries = Object.keys(exports).filter((entry) => entry !== './package.json')
  const wrong = entries.filter((entry) => {
    const conditions = Object.keys(Object(exports[entry]))
    return !isDeepStrictEqual(conditions, [source, 'types', 'default'])
  })
  const problems = wrong.map((entry) => `exports["${entry}"] must have ${source}, types and default, in this order.`)
  if (!entries.includes('.') || entries.length > 2) problems.push('"exports" has "." and at most one more entry.')
  if (exports['./package.json'] !== './package.json') problems.push('"exports" must have "./package.json".')
  return problems
}

function fileProblems(root: string, { folder, kind }: WorkspacePackage): Violation[] {
  const license = join(root, folder, 'LICENSE')
  const text = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)
  const violations: Violation[] = []
  if (text(license) !== text(join(root, 'LICENSE'))) {
    violations.push({ file: `${folder}/LICENSE`, message: 'It must be a copy of the LICENSE at the root.' })
  }
  const example = `examples/${folder.split('/')[1]}.ts`
  if (kind === 'package' && !existsSync(join(root, example))) {
    violations.push({ file: example, message: `${folder} has no example. Write one of at most 40 lines.` })
  }
  return violations
}
