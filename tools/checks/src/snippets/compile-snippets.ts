import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../workspace/read-workspace.ts'
import type { Violation } from '../workspace/violation.ts'
import { runProgram } from './run-program.ts'
import type { Snippet } from './snippet.ts'

/**
 * Writes the snippets to a folder as `1.ts`, `2.ts`, … and type-checks them there, all in one run of the compiler.
 *
 * @param folder where the packages they import can be found
 * @param conditions the export conditions to resolve these by; none for what is installed
 * @returns the compiler's complaints, at their lines in the READMEs
 */
export async function compileSnippets(
  snippets: readonly Snippet[],
  { folder, conditions }: { readonly folder: string; readonly conditions: readonly string[] },
): Promise<readonly Violation[]> {
  for (const [at, { code }] of snippets.entries()) writeFileSync(join(folder, `${at + 1}.ts`), code)
  const options = { customConditions: conditions, typeRoots: [join(repositoryRoot, 'node_modules', '@types')] }
  const project = { extends: join(repositoryRoot, 'tsconfig.test.json'), compilerOptions: options, include: ['*.ts'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project))
  const compiler = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc')
  const { status, stdout, stderr } = await runProgram([process.execPath, compiler, '--pretty', 'false'], {
    cwd: folder,
  })
  if (status === 0) return []
  const complaints = [...stdout.matchAll(/^(\d+)\.ts\((\d+),\d+\): error (.*)$/gm)]
  if (complaints.length === 0) throw new Error(`The compiler failed without naming a snippet:\n${stdout}${stderr}`)
  return complaints.flatMap(([, number, line, complaint]) => {
    const snippet = snippets[Number(number) - 1]
    const message = `${complaint} Make it a whole program that compiles.`
    return snippet ? [{ file: snippet.file, line: snippet.line + Number(line) - 1, message }] : []
  })
}
