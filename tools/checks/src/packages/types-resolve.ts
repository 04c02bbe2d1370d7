import { join } from 'node:path'
import { runProgram } from '../snippets/run-program.ts'
import type { Violation } from '../workspace/violation.ts'
import type { PackedPackage } from './packed-package.ts'

const attw = join(import.meta.dirname, '../../node_modules/@arethetypeswrong/cli/dist/index.js')

/** Whether the types of a tarball resolve for every way to import it, as "Are the types wrong?" sees it. Apps have none. */
export async function checkTypesResolve({ source, tarball }: PackedPackage): Promise<readonly Violation[]> {
  if (source.kind === 'app') return []
  const options = ['--profile', 'esm-only', '--format', 'ascii', '--no-definitely-typed', '--no-color', '--no-emoji']
  const { status, stdout, stderr } = await runProgram([process.execPath, attw, tarball, ...options], { cwd: '.' })
  return status === 0 ? [] : [{ file: `${source.folder}/package.json`, message: `attw: ${stdout}${stderr}` }]
}
