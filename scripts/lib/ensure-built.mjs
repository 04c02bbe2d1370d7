import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Complaint } from './complaint.mjs'
import { pnpmCommand } from './pnpm-command.mjs'
import { root } from './root.mjs'
import { runQuietly } from './run-quietly.mjs'
import { say } from './say.mjs'
import { readStamp, writeStamp } from './stamp.mjs'
import { withLock } from './with-lock.mjs'
import { workspaceFolders } from './workspace-folders.mjs'

/**
 * Builds a workspace package and what it depends on when their sources changed since the last time, and does nothing otherwise.
 * The sources are compared by path, size and time of change, which takes milliseconds; turbo then looks at their contents.
 *
 * @param {string} [name] the package's name, `@llmgine/cli`; without one, every package that has something to build
 * @returns {Promise<void>}
 */
export async function ensureBuilt(name) {
  const folders = foldersToBuild(name)
  const stamp = `build${(name ?? '').replaceAll(/[^a-z]+/g, '-')}`
  const isBuilt = () =>
    folders.every((folder) => existsSync(join(folder, 'dist'))) && readStamp(stamp) === fingerprint(folders)
  if (isBuilt()) return
  await withLock(async () => {
    if (isBuilt()) return // by the launcher that held the lock before
    say('building what changed')
    const before = fingerprint(folders)
    const filter = name === undefined ? [] : [`--filter=${name}...`]
    const { status, output } = await runQuietly(
      pnpmCommand(['exec', 'turbo', 'run', 'build', ...filter, '--output-logs=errors-only']),
      { show: false },
    )
    if (status !== 0) throw new Complaint(`the build failed:\n${output}`)
    writeStamp(stamp, before)
  })
}

/**
 * The folders of a package and of the workspace packages that it depends on, at any distance; of all packages without a name.
 *
 * @param {string | undefined} name
 */
function foldersToBuild(name) {
  const packages = workspaceFolders().map((folder) => ({ folder, manifest: readManifest(folder) }))
  if (name === undefined) return packages.filter(({ manifest }) => manifest.scripts?.build).map(({ folder }) => folder)
  const found = new Set()
  const visit = (/** @type {string} */ wanted) => {
    const known = packages.find(({ manifest }) => manifest.name === wanted)
    if (known === undefined || found.has(known.folder)) return
    found.add(known.folder)
    Object.keys(known.manifest.dependencies ?? {}).forEach(visit)
  }
  visit(name)
  if (found.size === 0)
    throw new Complaint(`there is no package ${name} in this clone, so there is nothing to build or start.`)
  return [...found].sort()
}

/**
 * @param {string} folder
 * @returns {{ name: string, dependencies?: Record<string, string>, scripts?: Record<string, string> }}
 */
function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** @param {readonly string[]} folders */
function fingerprint(folders) {
  const hash = createHash('sha256')
  const files = folders.flatMap((folder) => [
    join(folder, 'package.json'),
    join(folder, 'tsconfig.json'),
    ...sources(join(folder, 'src')),
  ])
  for (const file of [join(root, 'tsconfig.base.json'), ...files]) {
    const stat = statSync(file, { throwIfNoEntry: false })
    hash.update(`${file} ${stat?.size} ${stat?.mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/**
 * @param {string} folder
 * @returns {string[]} the files below it that a build reads
 */
function sources(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === '__fixtures__' ? [] : sources(path)
    return /\.test(-d)?\.ts$/.test(entry.name) ? [] : [path]
  })
}
