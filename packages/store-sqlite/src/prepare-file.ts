import { closeSync, mkdirSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { isLlmgineError, LlmgineError } from '@llmgine/contracts'

/** What every SQLite file begins with (https://sqlite.org/fileformat.html). */
const header = 'SQLite format 3\0'

/**
 * Makes sure that there is a file for SQLite to open: looks at what is there without touching it, and makes folder and file, for their
 * owner alone, when nothing is.
 *
 * @throws `store.not_a_database`, `store.not_found`, `store.cannot_open`
 */
export function prepareFile(path: string, options: { readonly readOnly: boolean }): void {
  try {
    if (path === ':memory:') throw inMemory()
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats !== undefined) checkFile(path, stats)
    else if (options.readOnly) throw notFound(path)
    else makeFile(path)
  } catch (error) {
    throw cannotOpen(error, path)
  }
}

function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
}

function checkFile(path: string, stats: Stats): void {
  if (stats.isFile() && stats.size === 0) return
  if (!stats.isFile() || readStart(path) !== header) throw notADatabase(path)
}

function readStart(path: string): string {
  const file = openSync(path, 'r')
  try {
    const start = Buffer.alloc(header.length)
    readSync(file, start, 0, start.length, 0)
    return start.toString('latin1')
  } finally {
    closeSync(file)
  }
}

function notFound(path: string): LlmgineError {
  return new LlmgineError('store.not_found', `There is no file at ${path} that could be read.`, { details: { path } })
}

/** To SQLite this name is no file, so sessions that were meant to be kept would be lost, or a file of that name be made. */
function inMemory(): LlmgineError {
  return new LlmgineError(
    'store.cannot_open',
    'This store is a file. Give it a path, or use createMemoryStore of @llmgine/store-memory.',
  )
}

function notADatabase(path: string): LlmgineError {
  return new LlmgineError(
    'store.not_a_database',
    `${path} is not a SQLite database; it was left as it is. Choose another path.`,
    { details: { path } },
  )
}

function cannotOpen(error: unknown, path: string): unknown {
  if (isLlmgineError(error)) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new LlmgineError('store.cannot_open', `The file cannot be opened or made: ${reason}.`, {
    cause: error,
    details: { path },
  })
}
