import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
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
  if (folders.every(isBuilt)) return
  await withLock(async () => {
    if (folders.every(isBuilt)) return // by the launcher that held the lock before
    say('building what changed')
    const before = folders.map(fingerprint) // a source that changes during the build makes the next one due
    const filter = name === undefined ? [] : [`--filter=${name}...`]
    const { status, output } = await runQuietly(
      pnpmCommand(['exec', 'turbo', 'run', 'build', ...filter, '--output-logs=errors-only']),
      { show: false },
    )
    if (status !== 0) throw new Complaint(`the build failed:\n${output}`)
    folders.forEach((folder, at) => {
      writeStamp(stampOf(folder), String(before[at]))
    })
  })
}

/** @param {string} folder */
function isBuilt(folder) {
  return existsSync(join(folder, 'dist')) && readStamp(stampOf(folder)) === fingerprint(folder)
}

/** @param {string} folder */
function stampOf(folder) {
  return `build-${relative(root, folder).replaceAll(sep, '-')}`
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
  return [...found]
}

/**
 * @param {string} folder
 * @returns {{ name: string, dependencies?: Record<string, string>, scripts?: Record<string, string> }}
 */
function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** @param {string} folder */
function fingerprint(folder) {
  const hash = createHash('sha256')
  const own = ['package.json', 'tsconfig.json', 'vite.config.ts'].map((name) => join(folder, name))
  const settings = [join(root, 'tsconfig.base.json'), ...own]
  for (const file of [...settings, ...sources(join(folder, 'src'))]) {
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
