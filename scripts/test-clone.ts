import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import manifest from '../package.json' with { type: 'json' }

/** How a launcher ended. */
export interface LauncherEnd {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A small repository with the real launchers: an app without dependencies, and a stand-in for turbo that copies its source. */
export interface TestClone extends Disposable {
  write(path: string, content: string): void
  remove(path: string): void
  /** Runs `start.mjs`; `through` is a command that is to run it. */
  start(
    args?: readonly string[],
    given?: { readonly env?: NodeJS.ProcessEnv; readonly through?: readonly string[] },
  ): { child: ChildProcess; end: Promise<LauncherEnd> }
}

const app = `
const [command] = process.argv.slice(-1)
if (command === 'wait') {
  for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(signal.length))
  setTimeout(() => {}, 30_000)
}
if (command === 'count') {
  let count = 0
  process.on('SIGINT', () => { count++ })
  setTimeout(() => console.log('interrupts: ' + count), 500)
}
console.log('app', JSON.stringify(process.argv.slice(2)))
if (command === 'read') process.stdin.pipe(process.stdout)
if (command === 'fail') process.exit(7)
if (command === 'die') process.kill(process.pid, 'SIGKILL')
`

const turbo = `#!/usr/bin/env node
import { cpSync, existsSync } from 'node:fs'
if (existsSync('broken')) { console.error('error TS2322'); process.exit(2) }
cpSync('apps/cli/src', 'apps/cli/dist', { recursive: true })
`

const lockfile = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .: {}

  apps/cli: {}
`

export function createTestClone(): TestClone {
  const root = mkdtempSync(join(tmpdir(), 'launchers-'))
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content, { mode: 0o755 })
  }
  const { packageManager } = manifest
  write('package.json', JSON.stringify({ name: 'clone', private: true, type: 'module', packageManager }))
  write('pnpm-workspace.yaml', 'packages:\n  - apps/*\npmOnFail: ignore\n')
  write('pnpm-lock.yaml', lockfile)
  write('apps/cli/package.json', JSON.stringify({ name: '@llmgine/cli', type: 'module', scripts: { build: 'x' } }))
  write('apps/cli/src/main.js', app)
  write('bin/turbo', turbo)
  cpSync(import.meta.dirname, join(root, 'scripts'), { recursive: true })
  return {
    write,
    remove: (path) => rmSync(join(root, path), { recursive: true }),
    start: (args = [], { env = {}, through = [] } = {}) => {
      const path = [join(root, 'bin'), process.env.PATH].join(delimiter)
      const [program = '', ...rest] = [...through, process.execPath, join(root, 'scripts', 'start.mjs'), ...args]
      const child = spawn(program, rest, { env: { ...process.env, PATH: path, ...env } })
      return { child, end: settle(child) }
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  }
}

async function settle(child: ReturnType<typeof spawn>): Promise<LauncherEnd> {
  const closed = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('close', (status, signal) => resolve([status, signal]))
  })
  const read = (stream: typeof child.stdout) => (stream === null ? '' : text(stream))
  const [stdout, stderr, [status, signal]] = await Promise.all([read(child.stdout), read(child.stderr), closed])
  return { status, signal, stdout, stderr }
}
