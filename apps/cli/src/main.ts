#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { homedir, userInfo } from 'node:os'

// Before anything else is loaded, so that from the second start on nothing has to be compiled.
enableCompileCache()
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
    process.once('SIGINT', handler)
    return { [Symbol.dispose]: () => process.off('SIGINT', handler) }
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
