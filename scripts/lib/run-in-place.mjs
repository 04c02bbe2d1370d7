import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { quietEnvironment } from './quiet-environment.mjs'

/**
 * Runs a program in this process's place: the same input and output, and its exit status or signal becomes this process's.
 *
 * @param {readonly string[]} command the program and its arguments
 * @param {Record<string, string>} [environment] variables to add
 */
export function runInPlace([program = '', ...args], environment = {}) {
  const child = spawn(program, args, { env: { ...quietEnvironment(), ...environment }, stdio: 'inherit' })
  const atTerminal = hasTerminal()
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole foreground group: the child has it already.
      if (!(signal === 'SIGINT' && atTerminal)) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    process.stderr.write(`llmgine: ${program} could not be started: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function hasTerminal() {
  try {
    closeSync(openSync('/dev/tty', 'r'))
    return true
  } catch {
    return process.stdin.isTTY === true
  }
}
