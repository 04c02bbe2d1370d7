import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/**
 * The folders of all workspace packages, as `pnpm-workspace.yaml` lists them: a plain folder, or `folder/*`.
 *
 * @returns {string[]} absolute paths, sorted
 */
export function workspaceFolders() {
  const yaml = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const list = /^packages:\n((?: {2}- .*\n)+)/m.exec(yaml)?.[1] ?? ''
  const patterns = [...list.matchAll(/- ['"]?([^'"\n]+)/g)].map((match) => String(match[1]))
  return patterns.flatMap(expand).filter(isPackage).sort()
}

/** @param {string} pattern */
function expand(pattern) {
  if (!pattern.endsWith('/*')) return [join(root, pattern)]
  const parent = join(root, pattern.slice(0, -2))
  return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : []
}

/** @param {string} folder */
function isPackage(folder) {
  return existsSync(join(folder, 'package.json'))
}
