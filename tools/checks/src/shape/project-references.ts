import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path/posix'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** `tsc -b` builds what references name: the root names every package and app, and each of these what it depends on. */
export function checkProjectReferences({ root, packages }: Workspace): readonly Violation[] {
  const folders = new Map(packages.map(({ manifest, folder }) => [manifest.name, folder]))
  const expected = packages.map(({ folder, manifest }) => {
    const needed = Object.keys(manifest.dependencies ?? {}).flatMap((name) => folders.get(name) ?? [])
    return { folder, needed: needed.map((other) => relative(folder, other)) }
  })
  return [{ folder: '', needed: [...folders.values()] }, ...expected].flatMap(({ folder, needed }) => {
    const file = join(folder, 'tsconfig.json')
    const named = readReferences(join(root, file))
    const missing = needed.filter((path) => !named.includes(path))
    const surplus = named.filter((path) => !needed.includes(path))
    return [
      ...missing.map((path) => ({ file, message: `Its references lack "${path}". Add it.` })),
      ...surplus.map((path) => ({ file, message: `Its references name "${path}" without need. Take it out.` })),
    ]
  })
}

function readReferences(file: string): string[] {
  if (!existsSync(file)) return []
  const { references = [] }: { references?: { path: string }[] } = JSON.parse(readFileSync(file, 'utf8'))
  return references.map(({ path }) => path)
}
