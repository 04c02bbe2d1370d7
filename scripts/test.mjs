// `npm test [-- filters and options of vitest]`: installs and builds what is due, then runs every test in one vitest run.
// `--soak` first: the long fault and soak counts, which tests read from LLMGINE_SOAK.
import { join } from 'node:path'
import { ensureBuilt } from './lib/ensure-built.mjs'
import { ensureInstalled } from './lib/ensure-installed.mjs'
import { launch } from './lib/launch.mjs'
import { root } from './lib/root.mjs'
import { runInPlace } from './lib/run-in-place.mjs'
import { checkRunningNode, workspaceNode } from './lib/workspace-node.mjs'

await launch(async () => {
  checkRunningNode()
  await ensureInstalled()
  await ensureBuilt()
  const [first, ...rest] = process.argv.slice(2)
  const soak = first === '--soak'
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = soak || first === undefined ? rest : [first, ...rest]
  runInPlace([workspaceNode(), vitest, 'run', '--root', root, ...args], soak ? { LLMGINE_SOAK: '1' } : {})
})
