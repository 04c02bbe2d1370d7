import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A path in a new folder that is gone after the test. */
export function temporaryPath(name = 'store.db'): string {
  const folder = mkdtempSync(join(tmpdir(), 'llmgine-sqlite-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, name)
}
