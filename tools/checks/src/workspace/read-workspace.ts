import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { createSourceFile, type SourceFile } from './source-file.ts'
import type { Manifest, Workspace, WorkspacePackage } from './workspace.ts'

/** The repository that this tool stands in. */
export const repositoryRoot: string = resolve(import.meta.dirname, '../../../..')

/** Reads the packages and apps below a folder, with all their sources. */
export function readWorkspace(root: string = repositoryRoot): Workspace {
  const packages = [...readPackages(root, 'packages', 'package'), ...readPackages(root, 'apps', 'app')]
  return { root, manifest: readManifest(root), packages }
}

function readPackages(root: string, parent: string, kind: WorkspacePackage['kind']): WorkspacePackage[] {
  const folders = existsSync(join(root, parent)) ? readdirSync(join(root, parent)).sort() : []
  return folders
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({
      kind,
      folder,
      manifest: readManifest(join(root, folder)),
      sources: readSources(root, join(root, folder, 'src')),
    }))
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

function readSources(root: string, folder: string): SourceFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .sort()
    .map((name) => join(folder, name))
    .map((path) => createSourceFile(relative(root, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')))
}
