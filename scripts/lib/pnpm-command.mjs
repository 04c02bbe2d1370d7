import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/**
 * The command line that runs the pnpm this repository pins, fetched by npm when it is not there yet.
 *
 * @param {readonly string[]} args pnpm's arguments
 * @returns {string[]}
 */
export function pnpmCommand(args) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const npm = process.env.npm_execpath
  const npx = npm?.endsWith('npm-cli.js') ? [process.execPath, npm, 'exec'] : ['npx']
  return [...npx, '--yes', '--', packageManager, ...args]
}
