import { join } from 'node:path/posix'
import { entryFiles } from '../workspace/entry-files.ts'
import type { SourceFile } from '../workspace/source-file.ts'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** Every name that a package exports has a doc comment where it is declared: what an editor shows to who uses it. */
export function checkDocumentedNames(workspace: Workspace): readonly Violation[] {
  return workspace.packages.flatMap((one) => {
    const files = new Map(one.sources.map((file) => [file.path, file]))
    return entryFiles(one)
      .flatMap((entry) => entry.syntax.module.staticExports)
      .flatMap(({ entries }) => entries)
      .flatMap(check)

    function check({ moduleRequest, importName }: ExportEntry): Violation[] {
      const file = files.get(join(one.folder, 'src', moduleRequest?.value ?? ''))
      const offset = file && declarationOf(importName.name ?? '', file)
      if (file === undefined || offset === undefined || hasDocComment(file, offset)) return []
      const message = `${importName.name} is public and has no doc comment. Say in a sentence what it promises.`
      return [{ file: file.path, line: file.lineAt(offset), message }]
    }
  })
}

type ExportEntry = SourceFile['syntax']['module']['staticExports'][number]['entries'][number]

/** A note to bundlers may stand there. */
const betweenCommentAndName = /^\s*(\/\/ @__NO_SIDE_EFFECTS__\s*)?$/

/** Where the statement that declares and exports a name begins. */
function declarationOf(name: string, file: SourceFile): number | undefined {
  return file.syntax.module.staticExports.find(({ entries }) =>
    entries.some(({ exportName, moduleRequest }) => exportName.name === name && moduleRequest === null),
  )?.start
}

function hasDocComment({ syntax, text }: SourceFile, offset: number): boolean {
  return syntax.comments.some(
    ({ type, value, end }) =>
      type === 'Block' && value.startsWith('*') && betweenCommentAndName.test(text.slice(end, offset)) && end <= offset,
  )
}
