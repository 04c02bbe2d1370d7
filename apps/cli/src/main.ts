#!/usr/bin/env node
import * as nodeModule from 'node:module'
import { homedir, userInfo } from 'node:os'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`llmgine: This needs Node.js 22.18 or newer, and runs on ${process.version}.\n`)
  process.exit(1)
}
// Node.js 22 calls its SQLite experimental, which is nothing a user of this program can do anything about.
process.removeAllListeners('warning').on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') process.stderr.write(`llmgine: ${warning.message}\n`)
})
// Before anything else is loaded, so that from the second start on nothing has to be compiled.
nodeModule.enableCompileCache()
const { run } = await import('./run.ts')

for (const stream of [process.stdout, process.stderr]) {
  // Whoever read our output has gone (`llmgine sessions | head`): there is nobody left to tell.
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
}

process.exitCode = await run(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  env: process.env,
  platform: process.platform,
  home: homedir(),
  folder: process.cwd(),
  user: userName(),
  onInterrupt(handler) {
    // What cannot be stopped in order is ended.
    const interrupt = (): void => void handler().catch(() => process.exit(130))
    process.once('SIGINT', interrupt)
    return { [Symbol.dispose]: () => process.off('SIGINT', interrupt) }
  },
})

/** A user the system has no entry for (in some containers) has no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'user'
  }
}
