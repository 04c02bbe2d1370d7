import { entryFiles } from '../workspace/entry-files.ts'
import type { SourceFile } from '../workspace/source-file.ts'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { exportedNames } from './exported-names.ts'

/** "About 20." */
const most = 24

/** The shared document and the doubles have as many names as they need. */
const unlimited = ['@llmgine/contracts', '@llmgine/testing']

/** A package's entry is a list of explicit named exports from its own files, and not a long one. */
export function checkPublicNames(workspace: Workspace): readonly Violation[] {
  return workspace.packages.flatMap((one) => {
    const entries = entryFiles(one)
    const count = entries.flatMap(exportedNames).length
    const tooMany = count > most && !unlimited.includes(one.manifest.name)
    const message = `${count} exported names, and ${most} is the most. Keep what nobody outside needs inside, or split the package.`
    return [...entries.flatMap(checkStatements), ...(tooMany ? [{ file: `${one.folder}/src/index.ts`, message }] : [])]
  })
}

function checkStatements(entry: SourceFile): Violation[] {
  return entry.syntax.program.body.flatMap((statement) => {
    const at = { file: entry.path, line: entry.lineAt(statement.start) }
    if (statement.type === 'ExportNamedDeclaration' && statement.source !== null) return []
    if (statement.type === 'ExportAllDeclaration') {
      return [{ ...at, message: 'An entry names what it exports. Replace `export *` with a list of names.' }]
    }
    return [{ ...at, message: 'An entry holds nothing but `export { name } from …`. Move this to a file of its own.' }]
  })
}
