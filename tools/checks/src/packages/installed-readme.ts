import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileSnippets } from '../snippets/compile-snippets.ts'
import { findSnippets } from '../snippets/find-snippets.ts'
import { runSnippet } from '../snippets/run-snippet.ts'
import type { Violation } from '../workspace/violation.ts'
import { installPacked } from './install-packed.ts'
import type { PackedPackage } from './packed-package.ts'

/**
 * Follows a package's README as a reader would: installs what its `npm install` line names into an empty folder, from tarballs, and
 * compiles and runs its programs there.
 */
export async function checkInstalledReadme(
  { source }: PackedPackage,
  {
    folder,
    packed,
    root,
  }: { readonly folder: string; readonly packed: readonly PackedPackage[]; readonly root: string },
): Promise<readonly Violation[]> {
  const file = `${source.folder}/README.md`
  const markdown = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''
  const line = /^npm install (.+)$/m.exec(markdown)?.[1]
  if (line === undefined) return [{ file, message: 'It has no "npm install" line to follow.' }]
  const names = line.split(' ').filter((word) => !word.startsWith('-'))
  try {
    await installPacked(names, { folder, packed, root })
  } catch (error) {
    return [{ file, message: `Its install line cannot be followed. ${error instanceof Error ? error.message : error}` }]
  }
  const snippets = findSnippets(file, markdown)
  const complaints = await compileSnippets(snippets, { folder, conditions: [] })
  if (complaints.length > 0) return complaints.map((one) => ({ ...one, message: `Installed: ${one.message}` }))
  const runs = snippets.map((snippet, at) => ({ snippet, path: join(folder, `${at + 1}.ts`) }))
  const results: Violation[] = []
  for (const { snippet, path } of runs.filter(({ snippet }) => snippet.runs)) {
    results.push(...(await runSnippet(snippet, path, { cwd: folder })))
  }
  return results.map((one) => ({ ...one, message: `Installed: ${one.message}` }))
}
