import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Folder } from './folder.ts'
import { isPrivate } from './is-private.ts'

/** Folders that hold what was fetched or made by a machine. */
const skipped = new Set(['node_modules', '.git', 'dist', 'coverage', '.turbo', '__pycache__', '.venv'])

/**
 * The regular files below a place in the folder, in the order of their names, at most `limit` of them. Links are not followed.
 *
 * @throws the signal's reason
 */
export async function* walk(
  folder: Folder,
  from: string,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): AsyncGenerator<string, void, undefined> {
  let left = limit
  const waiting = [from]
  for (let place = waiting.pop(); place !== undefined && left > 0; place = waiting.pop()) {
    signal.throwIfAborted()
    const entries = await readdir(place, { withFileTypes: true }).catch(() => [])
    const folders: string[] = []
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(place, entry.name)
      if (isPrivate(folder.show(path))) continue
      if (entry.isDirectory() && !skipped.has(entry.name)) folders.push(path)
      if (entry.isFile() && left-- > 0) yield path
    }
    waiting.push(...folders.reverse())
  }
}
