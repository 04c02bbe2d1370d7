import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readWorkspace } from './read-workspace.ts'
import type { Workspace } from './workspace.ts'

/**
 * A workspace in a temporary folder, for the checks' own tests; dispose of it to remove the folder.
 *
 * @param files path to text; what is not a string is written as JSON. A root `package.json` is there anyway.
 */
export function createFixture(files: Readonly<Record<string, unknown>>): Workspace & Disposable {
  const root = mkdtempSync(join(tmpdir(), 'checks-'))
  for (const [path, content] of Object.entries({ 'package.json': { name: 'fixture' }, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content, undefined, 2))
  }
  return { ...readWorkspace(root), [Symbol.dispose]: () => rmSync(root, { recursive: true }) }
}
