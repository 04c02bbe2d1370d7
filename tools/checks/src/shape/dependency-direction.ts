import { isBuiltin } from 'node:module'
import { join } from 'node:path/posix'
import type { SourceFile } from '../workspace/source-file.ts'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts'

const contracts = '@llmgine/contracts'

/** These two are what everybody's tests stand on, so they name no sibling, not even for their own tests. */
const foundations = [contracts, '@llmgine/testing']

/**
 * Packages stand side by side on contracts: they depend on it and on outside libraries, never on a sibling or an app, type imports
 * included. Development dependencies may name siblings as long as that makes no cycle. What is imported is declared.
 */
export function checkDependencyDirection(workspace: Workspace): readonly Violation[] {
  const names = new Map(workspace.packages.map((one) => [one.manifest.name, one]))
  const ofManifests = workspace.packages.flatMap((one) => [...checkManifest(one, names)])
  const ofSources = workspace.packages.flatMap((one) =>
    one.sources.flatMap((file) => [...checkImports(file, one, workspace)]),
  )
  return [...ofManifests, ...checkCycles(workspace, names), ...ofSources]
}

type ByName = ReadonlyMap<string, WorkspacePackage>

function* checkManifest({ folder, kind, manifest }: WorkspacePackage, names: ByName): Generator<Violation> {
  const file = `${folder}/package.json`
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest
  for (const name of Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies })) {
    if (manifest.name === contracts) {
      yield { file, message: `contracts has no runtime dependency, but names ${name}. Take it out.` }
    } else if (kind === 'package' && names.has(name) && name !== contracts) {
      yield { file, message: `A package depends on ${contracts} only, but this names ${name}. ${passIn}` }
    }
  }
  for (const name of Object.keys(devDependencies ?? {})) {
    if (foundations.includes(manifest.name) && names.has(name) && name !== contracts) {
      yield {
        file,
        message: `${manifest.name} names no sibling, but has ${name} in devDependencies. Test it from there.`,
      }
    }
  }
}

const passIn =
  'Take the piece as an argument whose type is an interface of contracts, and let the app wire the two together.'

/** Development dependencies included, because turbo refuses a cycle of either. */
function checkCycles(workspace: Workspace, names: ByName): Violation[] {
  const visited = new Set<string>()
  const found: Violation[] = []
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) {
      const file = `${names.get(name)?.folder}/package.json`
      const cycle = [...path.slice(path.indexOf(name)), name].join(' -> ')
      found.push({ file, message: `Packages depend on each other in a circle: ${cycle}. Move the test that needs it.` })
    }
    if (visited.has(name)) return
    visited.add(name)
    const { dependencies, devDependencies } = names.get(name)?.manifest ?? {}
    const next = Object.keys({ ...dependencies, ...devDependencies }).filter((other) => names.has(other))
    for (const other of next) visit(other, [...path, name])
  }
  for (const { manifest } of workspace.packages) visit(manifest.name, [])
  return found
}

function* checkImports(file: SourceFile, owner: WorkspacePackage, workspace: Workspace): Generator<Violation> {
  const declared = declaredFor(file, owner, workspace)
  for (const { specifier, line } of file.references) {
    const at = { file: file.path, line }
    if (specifier.startsWith('.')) {
      if (!join(file.path, '..', specifier).startsWith(`${owner.folder}/`)) {
        yield { ...at, message: `"${specifier}" leaves ${owner.folder}. Import a package by its name.` }
      }
    } else if (!isBuiltin(specifier)) {
      const name = packageName(specifier)
      if (!declared.has(name)) {
        const where = file.isTest ? 'dependencies or devDependencies' : 'dependencies'
        const remedy = isSibling(name, owner, workspace) && !file.isTest ? passIn : `Add it to ${where}.`
        yield { ...at, message: `${name} is imported, but ${owner.folder}/package.json does not name it. ${remedy}` }
      }
    }
  }
}

function declaredFor(file: SourceFile, { manifest }: WorkspacePackage, workspace: Workspace): Set<string> {
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest
  const runtime = { ...dependencies, ...peerDependencies, ...optionalDependencies, [manifest.name]: '' }
  const forTests = { ...devDependencies, ...workspace.manifest.devDependencies }
  return new Set(Object.keys(file.isTest ? { ...runtime, ...forTests } : runtime))
}

function isSibling(name: string, owner: WorkspacePackage, workspace: Workspace): boolean {
  return owner.kind === 'package' && name !== contracts && workspace.packages.some((one) => one.manifest.name === name)
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
