import { isLlmgineError, LlmgineError } from '@llmgine/contracts'

/** SQLite's primary result codes (https://sqlite.org/rescode.html) that a caller can do something about. */
const meanings: Readonly<
  Record<number, { readonly code: string; readonly text: string; readonly retryable?: boolean }>
> = {
  5: { code: 'store.locked', text: 'Another process holds the lock of the file. Try again.', retryable: true },
  6: { code: 'store.locked', text: 'Another connection holds the lock of the file. Try again.', retryable: true },
  8: { code: 'store.read_only', text: 'The file cannot be written. Check its permissions and those of its folder.' },
  10: { code: 'store.io_failed', text: 'The disk refused to read or write. Check the disk.' },
  11: { code: 'store.corrupt', text: 'The file is damaged. Restore it from a backup.' },
  13: { code: 'store.full', text: 'The disk is full; nothing was written. Make room and try again.', retryable: true },
  14: { code: 'store.cannot_open', text: 'The file cannot be opened. Check that its folder exists and is accessible.' },
  26: { code: 'store.not_a_database', text: 'The file is not a SQLite database; it was left as it is.' },
}

/** An error of SQLite as one of ours: what happened, to which file, and what to do. One of ours passes unchanged. */
export function toStoreError(error: unknown, path: string): LlmgineError {
  if (isLlmgineError(error)) return error
  const result = resultCodeOf(error)
  const reason = error instanceof Error ? error.message : String(error)
  const { code, text, retryable } = meanings[result ?? 0] ?? { code: 'store.failed', text: 'SQLite failed.' }
  return new LlmgineError(code, `${text} (${path}: ${reason})`, { cause: error, details: { path }, retryable })
}

/** Whether SQLite found the file locked by another connection. */
export function isLocked(error: unknown): boolean {
  const result = resultCodeOf(error)
  return result === 5 || result === 6
}

function resultCodeOf(error: unknown): number | undefined {
  const extended = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof extended === 'number' ? extended & 0xff : undefined
}
