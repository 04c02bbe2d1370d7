import type { SourceFile } from '../workspace/source-file.ts'

/** The names that a file exports, types included; `default` and `*` stand for themselves. */
export function exportedNames(file: SourceFile): readonly string[] {
  return file.syntax.module.staticExports.flatMap(({ entries }) =>
    entries.map(({ exportName }) => (exportName.kind === 'Default' ? 'default' : (exportName.name ?? '*'))),
  )
}
