import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, defaultServerConditions, type Rolldown } from 'vite'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts'

/** Bytes that each package may have, compressed, by its name. */
export type SizeBudgets = Readonly<Record<string, number>>

/** Where the budgets of this repository stand. */
export const budgetsFile = 'tools/checks/size-budgets.json'

/**
 * What importing a package loads at once, its outside libraries included, bundled, minified and compressed with gzip, stays within
 * its budget. What it loads on first use, by a dynamic import, does not count, nor do Node.js's own modules.
 */
export async function checkSizeBudget(workspace: Workspace): Promise<readonly Violation[]> {
  const budgets: SizeBudgets = JSON.parse(readFileSync(join(workspace.root, budgetsFile), 'utf8'))
  const found: Violation[] = []
  for (const one of workspace.packages.filter(({ kind }) => kind === 'package')) {
    const { name } = one.manifest
    const bytes = await measure(workspace.root, one)
    const budget = budgets[name]
    if (budget === undefined)
      found.push({ file: budgetsFile, message: `${name} (${bytes} bytes) has no budget. Give it one.` })
    else if (bytes > budget) {
      const remedy = 'Load what is heavy on first use, or raise the budget and say why in the commit.'
      found.push({ file: budgetsFile, message: `${name} has ${bytes} bytes, and ${budget} is its budget. ${remedy}` })
    }
  }
  return found
}

async function measure(root: string, { folder, manifest }: WorkspacePackage): Promise<number> {
  const entry = join(root, folder, 'src/index.ts')
  if (!existsSync(entry)) throw new Error(`${folder} has no src/index.ts.`)
  const result = await build({
    root: join(root, folder),
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@llmgine/source', ...defaultServerConditions] },
    ssr: { noExternal: true, resolve: { conditions: ['@llmgine/source', ...defaultServerConditions] } },
    build: {
      ssr: entry,
      write: false,
      minify: true,
      target: 'es2023',
      rolldownOptions: { external: Object.keys(manifest.peerDependencies ?? {}) },
    },
  })
  return gzipSync(loadedAtOnce(chunksOf(result)), { level: 9 }).length
}

function chunksOf(result: Awaited<ReturnType<typeof build>>): Rolldown.OutputChunk[] {
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []))
  return outputs.filter((one) => one.type === 'chunk')
}

/** The code of the entry and of all it imports statically. */
function loadedAtOnce(chunks: readonly Rolldown.OutputChunk[]): string {
  const wanted = new Set(chunks.filter(({ isEntry }) => isEntry))
  for (const chunk of wanted) {
    for (const name of chunk.imports) {
      const imported = chunks.find(({ fileName }) => fileName === name)
      if (imported) wanted.add(imported)
    }
  }
  return [...wanted].map(({ code }) => code).join('')
}
