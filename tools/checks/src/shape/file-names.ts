import { basename, extname } from 'node:path'
import { entryFiles } from '../workspace/entry-files.ts'
import type { SourceFile } from '../workspace/source-file.ts'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { exportedNames } from './exported-names.ts'

const drawers = ['types', 'utils', 'util', 'helpers', 'helper', 'common', 'misc']

/** Files that are one subject with many names: the message catalogue is read that way, and so are a package's errors. */
const subjects = /^packages\/contracts\/src\/catalogue\/|\/errors\.ts$/

/** A file is one idea and is named after it: `create-bus.ts` exports `createBus`, `exit-status.ts` `toExitStatus`. No file is a drawer. */
export function checkFileNames(workspace: Workspace): readonly Violation[] {
  return workspace.packages.flatMap((one) => {
    const entries = entryFiles(one)
    return one.sources
      .filter((file) => !file.isTest && !subjects.test(file.path) && !entries.includes(file))
      .flatMap(problemOf)
  })
}

function problemOf(file: SourceFile): Violation[] {
  const name = basename(file.path, extname(file.path))
  if (drawers.includes(name)) {
    return [{ file: file.path, message: `"${name}" is a drawer. Give each idea in it a file named after it.` }]
  }
  const idea = fold(name).replace(/s$/, '')
  const exported = exportedNames(file)
  if (exported.length === 0 || exported.some((one) => fold(one).includes(idea))) return []
  const message = `It exports ${exported.join(', ')}, none of which tells its name. Name it after its idea, in kebab case.`
  return [{ file: file.path, message }]
}

function fold(name: string): string {
  return name.replaceAll('-', '').toLowerCase()
}
