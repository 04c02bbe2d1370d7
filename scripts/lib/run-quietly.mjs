import { spawn } from 'node:child_process'
import { quietEnvironment } from './quiet-environment.mjs'
import { root } from './root.mjs'

/**
 * Runs a program without input. What it prints is passed on to standard error as it comes, or only kept when `show` is false.
 *
 * @param {readonly string[]} command the program and its arguments
 * @param {{ show?: boolean }} [options]
 * @returns {Promise<{ status: number | null, output: string }>} a status of null: it could not be started or was killed
 */
export function runQuietly([program = '', ...args], { show = true } = {}) {
  return new Promise((resolve) => {
    const shell = process.platform === 'win32' && !program.endsWith('.exe')
    const child = spawn(program, args, {
      cwd: root,
      env: { ...quietEnvironment(), NO_COLOR: '1' },
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        if (show) process.stderr.write(text)
      })
    }
    child.on('error', (error) => resolve({ status: null, output: `${output}${error.message}\n` }))
    child.on('close', (status) => resolve({ status, output }))
  })
}
