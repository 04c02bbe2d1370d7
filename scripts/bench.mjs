// `npm run bench [-- name]`: builds what is due and runs the benchmark programs, or those whose name contains the word.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Complaint } from './lib/complaint.mjs'
import { ensureBuilt } from './lib/ensure-built.mjs'
import { ensureInstalled } from './lib/ensure-installed.mjs'
import { launch } from './lib/launch.mjs'
import { quietEnvironment } from './lib/quiet-environment.mjs'
import { root } from './lib/root.mjs'
import { say } from './lib/say.mjs'
import { checkRunningNode, workspaceNode } from './lib/workspace-node.mjs'

await launch(async () => {
  checkRunningNode()
  await ensureInstalled()
  await ensureBuilt()
  const folder = join(root, 'benchmarks')
  const wanted = process.argv[2] ?? ''
  const programs = readdirSync(folder).filter((name) => /^[a-z-]+\.ts$/.test(name) && name.includes(wanted))
  if (programs.length === 0) throw new Complaint(`no file benchmarks/<name>.ts has "${wanted}" in its name.`)
  for (const name of programs) {
    say(`benchmark ${name}`)
    const args = ['--expose-gc', join(folder, name)]
    const { status } = spawnSync(workspaceNode(), args, { env: quietEnvironment(), stdio: 'inherit' })
    if (status !== 0) throw new Complaint(`benchmarks/${name} failed.`)
  }
})
