import { basename, extname } from 'node:path'
import type { SourceFile } from '../workspace/source-file.ts'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { exportedNames } from './exported-names.ts'

const drawers = ['types', 'utils', 'util', 'helpers', 'helper', 'common', 'misc']

/** Folders whose files are each one subject with many names: the message catalogue is read that way. */
const subjects = 'packages/contracts/src/catalogue/'

/** A file is one idea and is named after it: `create-bus.ts` exports `createBus`. No file is a drawer. */
export function checkFileNames(workspace: Workspace): readonly Violation[] {
  return workspace.packages
    .flatMap(({ sources }) => sources)
    .filter(({ isTest, path }) => !isTest && !path.startsWith(subjects))
    .flatMap(problemOf)
}

function problemOf(file: SourceFile): Violation[] {
  const name = basename(file.path, extname(file.path))
  if (drawers.includes(name)) {
    return [{ file: file.path, message: `"${name}" is a drawer. Give each idea in it a file named after it.` }]
  }
  const exported = exportedNames(file)
  if (name === 'index' || exported.length === 0 || exported.some((one) => fold(one) === fold(name))) return []
  const all = exported.join(', ')
  return [
    {
      file: file.path,
      message: `It exports ${all}, none of which is its name. Name it after its idea, in kebab case.`,
    },
  ]
}

function fold(name: string): string {
  return name.replaceAll('-', '').toLowerCase()
}
