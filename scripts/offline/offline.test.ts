import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Why this machine cannot take the network away from a process, if so. */
function obstacle(): string | undefined {
  if (process.platform !== 'linux') return 'only Linux has network namespaces'
  if (spawnSync('unshare', ['-n', 'true']).status !== 0) return '"unshare -n" needs util-linux and the rights of root'
  if (spawnSync('python3', ['--version']).status !== 0) return 'there is no python3 to bring loopback up with'
  return undefined
}

/** Runs a command where nothing but loopback is reachable, and tells what it tried to reach beyond. */
async function runOffline(command: readonly string[], input = '') {
  const folder = mkdtempSync(join(tmpdir(), 'offline-'))
  const attempts = join(folder, 'connections')
  try {
    const recorder = `--require=${join(import.meta.dirname, 'record-connections.cjs')}`
    const child = spawn('unshare', ['-n', 'python3', join(import.meta.dirname, 'run-offline.py'), ...command], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: recorder, CONNECTIONS_FILE: attempts, LLMGINE_DATA: join(folder, 'data') },
    })
    child.stdin.end(input)
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
    const unrouted = /^unrouted: (\d+)$/m.exec(stderr)?.[1]
    return { stdout, stderr, unrouted, attempts: existsSync(attempts) ? readFileSync(attempts, 'utf8') : '' }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const nothing = { unrouted: '0', attempts: '' }

describe('without a network', { timeout: 240_000 }, () => {
  const reason = obstacle()
  if (reason !== undefined) console.warn(`The commands were not run without a network: ${reason}.`)

  it.skipIf(reason)('a connection beyond loopback is seen', async () => {
    const attempt = 'require("node:net").connect(80, "192.0.2.1").on("error", () => {})'
    const { unrouted, attempts } = await runOffline([process.execPath, '-e', attempt])
    expect(unrouted).toBe('1')
    expect(attempts).toContain('192.0.2.1')
  })

  it.skipIf(reason)('npm start answers, and reaches for nothing', async () => {
    const { stdout, stderr, ...reached } = await runOffline(['npm', 'start'], 'what is 17 * 23\n')
    expect(stdout, stderr).toContain('391')
    expect(reached).toEqual(nothing)
  })

  it.skipIf(reason)('npm test runs tests, and reaches for nothing', async () => {
    const { stdout, stderr, ...reached } = await runOffline(['npm', 'test', '--', 'benchmarks/harness'])
    expect(stdout, stderr).toMatch(/Tests .*[1-9]\d* passed/)
    expect(reached).toEqual(nothing)
  })

  it.skipIf(reason)('npm run check runs every tool, and none reaches for anything', async () => {
    const gates = ['lint', 'build', 'manifests', 'unused', 'docs', 'changesets']
    const { stdout: _stdout, stderr: _stderr, ...reached } = await runOffline(['npm', 'run', 'check', '--', ...gates])
    expect(reached).toEqual(nothing)
  })
})
