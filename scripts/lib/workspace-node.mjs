import { spawnSync } from 'node:child_process'
import { realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Complaint } from './complaint.mjs'
import { root } from './root.mjs'

/** The oldest Node.js that can install the workspace; where that brings a Node.js of its own, no newer one is needed. */
const oldestToInstall = [18, 0]

/** The oldest Node.js that llmgine runs on, as in every package's `engines`. */
const oldestToRun = [22, 18]

/** Complains when the running Node.js is too old to begin with. */
export function checkRunningNode() {
  const oldest = bringsNode() ? oldestToInstall : oldestToRun
  if (!runningIsAtLeast(oldest)) throw tooOld(oldest)
}

/**
 * The Node.js to run llmgine with: the one the workspace brings, where that runs here, else the running one.
 *
 * @returns {string} an absolute path
 */
export function workspaceNode() {
  const brought = broughtNode()
  if (brought === process.execPath) return brought
  if (brought !== undefined) {
    if (spawnSync(brought, ['--version']).status === 0) return brought
    // It does not run here (on Alpine, for one), so it must not come first on the path of npm's scripts either.
    rmSync(join(root, 'node_modules', '.bin', 'node'), { force: true })
  }
  if (!runningIsAtLeast(oldestToRun)) throw tooOld(oldestToRun)
  return process.execPath
}

function bringsNode() {
  return process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
}

function broughtNode() {
  if (!bringsNode()) return undefined
  try {
    return realpathSync(join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node'))
  } catch {
    return undefined // installed without optional dependencies
  }
}

/** @param {number[]} oldest major and minor */
function runningIsAtLeast([oldestMajor = 0, oldestMinor = 0]) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

/** @param {number[]} oldest major and minor */
function tooOld(oldest) {
  return new Complaint(
    `Node.js ${oldest.join('.')} or newer is needed, and this is ${process.versions.node}. Install one from https://nodejs.org/ and run the command again.`,
  )
}
