import { join } from 'node:path/posix'
import type { SourceFile } from '../workspace/source-file.ts'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** Files of a package do not import each other in a circle, type imports included: whoever reads one of them must read all. */
export function checkImportCycles(workspace: Workspace): readonly Violation[] {
  const files = new Map(workspace.packages.flatMap(({ sources }) => sources).map((file) => [file.path, file]))
  const finished = new Set<string>()
  const found: Violation[] = []
  const visit = (file: SourceFile, path: readonly SourceFile[]): void => {
    if (path.includes(file)) {
      const cycle = [...path.slice(path.indexOf(file)), file].map((one) => one.path).join(' -> ')
      found.push({
        file: file.path,
        message: `Files import each other in a circle: ${cycle}. Move what both need below both.`,
      })
      return
    }
    if (finished.has(file.path)) return
    for (const { specifier } of file.references) {
      const target = specifier.startsWith('.') ? files.get(join(file.path, '..', specifier)) : undefined
      if (target) visit(target, [...path, file])
    }
    finished.add(file.path)
  }
  for (const file of files.values()) visit(file, [])
  return found
}
