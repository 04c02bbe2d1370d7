import { join } from 'node:path'
import type { SqliteStore } from '@llmgine/store-sqlite'

/**
 * Opens the one file that holds conversations and to-do list; made when it is not there, readable for its owner alone.
 *
 * @throws `store.*`: see `docs/errors.md`
 */
export async function openStore(
  dataFolder: string,
  options: { readonly readOnly?: boolean } = {},
): Promise<SqliteStore> {
  const { createSqliteStore } = await import('@llmgine/store-sqlite')
  return createSqliteStore({ path: databasePath(dataFolder), readOnly: options.readOnly })
}

/** Where that file lies. */
export function databasePath(dataFolder: string): string {
  return join(dataFolder, 'llmgine.db')
}
