import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, defaultServerConditions, type Plugin, type Rolldown } from 'vite'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts'

/**
 * Bytes, compressed, by what may have them: a package (`@llmgine/bus`), or one name that it exports (`@llmgine/bus createBus`), which
 * is what a program pays that imports nothing else.
 */
export type SizeBudgets = Readonly<Record<string, number>>

/** Where the budgets of this repository stand. */
export const budgetsFile = 'tools/checks/size-budgets.json'

/**
 * What importing a package loads at once, its outside libraries included, bundled, minified and compressed with gzip, stays within
 * its budget. What it loads on first use, by a dynamic import, does not count, nor do Node.js's own modules.
 */
export async function checkSizeBudget(workspace: Workspace): Promise<readonly Violation[]> {
  const budgets: SizeBudgets = JSON.parse(readFileSync(join(workspace.root, budgetsFile), 'utf8'))
  const packages = new Map(workspace.packages.map((one) => [one.manifest.name, one]))
  const published = workspace.packages.filter(({ kind }) => kind === 'package').map(({ manifest }) => manifest.name)
  const found: Violation[] = []
  for (const subject of new Set([...published, ...Object.keys(budgets)])) {
    const [name = '', imported = '*'] = subject.split(' ')
    const one = packages.get(name)
    const bytes = one && (await measure(workspace.root, one, imported))
    const message = judge(subject, bytes, budgets[subject])
    if (message !== undefined) found.push({ file: budgetsFile, message })
  }
  return found
}

function judge(subject: string, bytes: number | undefined, budget: number | undefined): string | undefined {
  if (bytes === undefined) return `There is no ${subject}. Take its budget out.`
  if (budget === undefined) return `${subject} (${bytes} bytes) has no budget. Give it one.`
  if (bytes <= budget) return undefined
  const remedy = 'Load what is heavy on first use, or raise the budget and say why in the commit.'
  return `${subject} has ${bytes} bytes, and ${budget} is its budget. ${remedy}`
}

async function measure(root: string, { folder, manifest }: WorkspacePackage, imported: string): Promise<number> {
  const index = join(root, folder, 'src/index.ts')
  const names = imported === '*' ? '*' : `{ ${imported} }`
  const conditions = ['@llmgine/source', ...defaultServerConditions]
  const result = await build({
    root: join(root, folder),
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions },
    ssr: { noExternal: true, resolve: { conditions } },
    plugins: [entryPlugin(`export ${names} from ${JSON.stringify(index)}`)],
    build: {
      ssr: true,
      write: false,
      minify: true,
      target: 'es2023',
      rolldownOptions: { input: entryName, external: Object.keys(manifest.peerDependencies ?? {}) },
    },
  })
  return gzipSync(loadedAtOnce(chunksOf(result)), { level: 9 }).length
}

const entryName = 'virtual:entry'

/** Lets a text that stands in no file be what is bundled. */
function entryPlugin(text: string): Plugin {
  return {
    name: 'entry',
    resolveId: (id) => (id === entryName ? id : undefined),
    load: (id) => (id === entryName ? text : undefined),
  }
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
