import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
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
 * Installs the dependencies when the lockfile or a package's manifest changed since the last time, and does nothing otherwise.
 *
 * @returns {Promise<void>}
 */
export async function ensureInstalled() {
  if (isInstalled()) return
  await withLock(async () => {
    if (isInstalled()) return // by the launcher that held the lock before
    say('installing the dependencies (the first time takes up to a minute)')
    const { status, output } = await runQuietly(pnpmCommand(['install', '--frozen-lockfile', '--reporter=append-only']))
    if (status !== 0) throw new Complaint(explain(output))
    writeStamp('install', fingerprint())
  })
}

function isInstalled() {
  return existsSync(join(root, 'node_modules', '.modules.yaml')) && readStamp('install') === fingerprint()
}

function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`)
  const manifests = workspaceFolders().map((folder) => join(folder, 'package.json'))
  for (const file of [
    ...['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml'].map((name) => join(root, name)),
    ...manifests,
  ]) {
    hash.update(`${file}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** How npm (by the codes of the system) and pnpm (in words) say that they cannot reach a server. */
const unreachable =
  /\b(E(?:NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|HOSTUNREACH|NETUNREACH)|Connection refused|dns error|timed out|error sending request)\b/

/** @param {string} output what npm and pnpm printed */
function explain(output) {
  const fault = unreachable.exec(output)
  if (fault) {
    return `the npm registry is out of reach (${fault[0]}). Check the network, or the proxy and registry that "npm config list" shows, and run the command again.`
  }
  if (output.includes('ERR_PNPM_OUTDATED_LOCKFILE')) {
    return 'a package.json changed but pnpm-lock.yaml did not. Run "npx pnpm install" with the pnpm that package.json pins, and commit the lockfile.'
  }
  return 'the install failed; the lines above say why.'
}
