import type { SourceFile } from '../workspace/source-file.ts'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { exportedNames } from './exported-names.ts'

/** "About 20." */
const most = 24

/** The shared document and the doubles have as many names as they need. */
const unlimited = ['@llmgine/contracts', '@llmgine/testing']

/** `index.ts` is a list of explicit named exports from the package's own files, and not a long one. */
export function checkPublicNames(workspace: Workspace): readonly Violation[] {
  return workspace.packages.flatMap(({ folder, manifest, sources }) => {
    const index = sources.find(({ path }) => path === `${folder}/src/index.ts`)
    if (index === undefined) return []
    const count = exportedNames(index).length
    const tooMany = count > most && !unlimited.includes(manifest.name)
    const message = `${count} exported names, and ${most} is the most. Keep what nobody outside needs inside, or split the package.`
    return [...checkStatements(index), ...(tooMany ? [{ file: index.path, message }] : [])]
  })
}

function checkStatements(index: SourceFile): Violation[] {
  return index.syntax.program.body.flatMap((statement) => {
    const at = { file: index.path, line: index.lineAt(statement.start) }
    if (statement.type === 'ExportNamedDeclaration' && statement.source !== null) return []
    if (statement.type === 'ExportAllDeclaration') {
      return [{ ...at, message: 'An index names what it exports. Replace `export *` with a list of names.' }]
    }
    return [{ ...at, message: 'An index holds nothing but `export { name } from …`. Move this to a file of its own.' }]
  })
}
