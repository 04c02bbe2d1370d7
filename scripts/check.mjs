// `npm run check [-- gate…]`: every gate besides the tests, or those named. All run even when one fails; what failed is shown.
import { Complaint } from './lib/complaint.mjs'
import { ensureInstalled } from './lib/ensure-installed.mjs'
import { launch } from './lib/launch.mjs'
import { pnpmCommand } from './lib/pnpm-command.mjs'
import { runQuietly } from './lib/run-quietly.mjs'
import { say } from './lib/say.mjs'
import { checkRunningNode, workspaceNode } from './lib/workspace-node.mjs'

await launch(async () => {
  checkRunningNode()
  await ensureInstalled()
  const gates = listGates()
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(gates)
  const failed = []
  for (const name of wanted) {
    const gate = gates[name]
    if (gate === undefined)
      throw new Complaint(`there is no gate "${name}". There are: ${Object.keys(gates).join(', ')}.`)
    if (!(await passes(name, gate))) failed.push(name)
  }
  if (failed.length > 0) throw new Complaint(`${failed.length} of ${wanted.length} gates failed: ${failed.join(', ')}.`)
  say(`all ${wanted.length} gates passed`)
})

/**
 * Each gate is a list of commands; all must end with status 0.
 *
 * @returns {Record<string, string[][]>}
 */
function listGates() {
  const checks = [workspaceNode(), 'tools/checks/src/main.ts']
  return {
    lint: [['biome', 'ci', '--colors=off', '.']],
    types: [
      ['tsc', '-b'],
      ['tsc', '-p', 'tsconfig.test.json'],
    ],
    build: [pnpmCommand(['exec', 'turbo', 'run', 'build', '--output-logs=errors-only'])],
    manifests: [['sherif']],
    unused: [['knip', '--no-progress']],
    shape: [[...checks, 'shape']],
    readmes: [[...checks, 'readmes']],
    sizes: [[...checks, 'sizes']],
    packages: [[...checks, 'packages']],
    docs: [pnpmCommand(['--filter', 'docs', 'run', 'docs'])],
    changesets: [['changeset', 'status']],
  }
}

/**
 * @param {string} name
 * @param {string[][]} commands
 */
async function passes(name, commands) {
  const start = Date.now()
  for (const command of commands) {
    const { status, output } = await runQuietly(command, { show: false })
    if (status !== 0) {
      process.stderr.write(`FAIL ${name} (${command.join(' ')})\n${output}\n`)
      return false
    }
  }
  process.stderr.write(`ok   ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)\n`)
  return true
}
