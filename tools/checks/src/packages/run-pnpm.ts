import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../snippets/run-program.ts'
import { repositoryRoot } from '../workspace/read-workspace.ts'

/** Runs the pnpm that the repository pins; a failure throws what it printed. */
export async function runPnpm(args: readonly string[], { cwd }: { readonly cwd: string }): Promise<void> {
  const { packageManager } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'))
  const command = ['--yes', '--', packageManager, ...args]
  const { status, stdout, stderr } = await runProgram(['npx', ...command], { cwd, timeoutMs: 300_000 })
  if (status !== 0) throw new Error(`${packageManager} ${args.join(' ')} failed (${status}):\n${stdout}${stderr}`)
}
