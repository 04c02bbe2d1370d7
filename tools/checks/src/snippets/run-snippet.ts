import type { Violation } from '../workspace/violation.ts'
import { runProgram } from './run-program.ts'
import type { Snippet } from './snippet.ts'

/**
 * Runs a snippet that stands in a file, and compares what it prints with the `text` block that follows it.
 *
 * @param args what stands between `node` and the file
 */
export async function runSnippet(
  { file, line, output }: Snippet,
  path: string,
  { cwd, args = [] }: { readonly cwd: string; readonly args?: readonly string[] },
): Promise<readonly Violation[]> {
  const end = await runProgram([process.execPath, ...args, path], { cwd, timeoutMs: 30_000 })
  if (end.status !== 0) {
    return [
      {
        file,
        line,
        message: `This program must run by itself to its end, and did not (${end.status}):\n${end.stderr}`,
      },
    ]
  }
  if (output === undefined && end.stdout !== '') {
    return [
      { file, line, message: `This program prints. Let a \`\`\`text block with what it prints follow:\n${end.stdout}` },
    ]
  }
  if (output !== undefined && end.stdout.trimEnd() !== output.trimEnd()) {
    return [{ file, line, message: `This program prints something else than the README says:\n${end.stdout}` }]
  }
  return []
}
