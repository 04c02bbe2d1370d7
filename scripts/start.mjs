// `npm start [-- options]`: installs and builds what is due, then starts the chat over the files of this repository.
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
  await ensureBuilt('@llmgine/cli')
  const program = join(root, 'apps', 'cli', 'dist', 'main.js')
  runInPlace([workspaceNode(), program, 'chat', '--files', root, ...process.argv.slice(2)])
})
