import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { compileSnippets } from './compile-snippets.ts'
import { findSnippets } from './find-snippets.ts'
import { runSnippet } from './run-snippet.ts'

const source = '@llmgine/source'

/**
 * Every `ts` block of the READMEs compiles against the workspace's sources, and all but those marked `no-run` run: offline, to
 * their end, printing what the `text` block after them says. They stand in a folder below `examples/` meanwhile, because that
 * workspace package may import every package and zod.
 */
export async function checkReadmePrograms({ root, packages }: Workspace): Promise<readonly Violation[]> {
  const readmes = ['', ...packages.map(({ folder }) => folder), 'examples'].map((folder) => join(folder, 'README.md'))
  const snippets = readmes
    .filter((file) => existsSync(join(root, file)))
    .flatMap((file) => findSnippets(file, readFileSync(join(root, file), 'utf8')))
  const folder = mkdtempSync(join(root, 'examples', '.snippets-'))
  try {
    const complaints = await compileSnippets(snippets, { folder, conditions: [source] })
    const broken = new Set(complaints.map(({ file }) => file))
    const runnable = snippets
      .map((snippet, at) => ({ snippet, path: join(folder, `${at + 1}.ts`) }))
      .filter(({ snippet }) => snippet.runs && !broken.has(snippet.file))
    const results = await Promise.all(
      runnable.map(({ snippet, path }) => runSnippet(snippet, path, { cwd: folder, args: [`--conditions=${source}`] })),
    )
    return [...complaints, ...results.flat()]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
