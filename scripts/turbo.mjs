// `npm run build`, `npm run docs`: runs a turbo task over the workspace, after the install that may be due.
import { Complaint } from './lib/complaint.mjs'
import { ensureInstalled } from './lib/ensure-installed.mjs'
import { launch } from './lib/launch.mjs'
import { pnpmCommand } from './lib/pnpm-command.mjs'
import { runQuietly } from './lib/run-quietly.mjs'
import { checkRunningNode } from './lib/workspace-node.mjs'

await launch(async () => {
  checkRunningNode()
  await ensureInstalled()
  const [task = 'build', ...args] = process.argv.slice(2)
  const { status } = await runQuietly(pnpmCommand(['exec', 'turbo', 'run', task, ...args]))
  if (status !== 0) throw new Complaint(`turbo run ${task} failed; the lines above say why.`)
})
