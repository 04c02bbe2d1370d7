import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/** Where the launchers remember what they last installed and built. */
export const stampFolder = join(root, 'node_modules', '.cache', 'llmgine')

/**
 * What was last written under this name, or undefined when nothing was.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function readStamp(name) {
  try {
    return readFileSync(join(stampFolder, name), 'utf8')
  } catch {
    return undefined
  }
}

/**
 * @param {string} name
 * @param {string} fingerprint
 */
export function writeStamp(name, fingerprint) {
  mkdirSync(stampFolder, { recursive: true })
  writeFileSync(join(stampFolder, name), fingerprint)
}
