import type { Sql } from './create-sql.ts'

/** What SQLite finds wrong with the file, line by line; nothing when it is sound. */
export function checkIntegrity(sql: Sql): readonly string[] {
  const found: string[] = []
  try {
    for (const row of sql.each('pragma integrity_check')) found.push(String(row.integrity_check))
  } catch (error) {
    // Some damage keeps the check itself from coming to its end.
    found.push(error instanceof Error ? error.message : String(error))
  }
  return found.filter((line) => line !== 'ok')
}
