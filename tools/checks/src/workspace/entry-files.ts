import { join } from 'node:path/posix'
import type { SourceFile } from './source-file.ts'
import type { WorkspacePackage } from './workspace.ts'

/** The files that a package's `exports` lead to in this workspace: `src/index.ts`, and the one more that it may have. */
export function entryFiles({ folder, manifest, sources }: WorkspacePackage): readonly SourceFile[] {
  const targets = Object.values(manifest.exports ?? {}).map((target) => Object(target)['@llmgine/source'])
  const paths = ['./src/index.ts', ...targets].map((path) => join(folder, String(path)))
  return sources.filter(({ path }) => paths.includes(path))
}
