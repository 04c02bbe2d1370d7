import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClone, type LauncherEnd, type TestClone } from './test-clone.ts'

let clone: TestClone
let first: LauncherEnd
beforeAll(async () => {
  clone = createTestClone()
  first = await clone.start(['--session', 'a b']).end
}, 60_000)
afterAll(() => clone[Symbol.dispose]())

const installs = 'installing the dependencies'
const builds = 'building what changed'

describe('npm start', { timeout: 60_000 }, () => {
  it('installs, builds and starts the chat over this repository, and passes its arguments on', () => {
    expect(first).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^app \["chat","--files",".*","--session","a b"\]\n$/),
    })
    expect(first.stderr).toMatch(new RegExp(`${installs}[^]*${builds}`))
  })

  it('does nothing that is not due', async () => {
    expect(await clone.start().end).toMatchObject({ status: 0, stderr: '' })
  })

  it('builds again, without an install, when a source changed or the output is gone', async () => {
    clone.write('apps/cli/src/more.js', '')
    const changed = await clone.start().end
    clone.remove('apps/cli/dist')
    const removed = await clone.start().end
    for (const { status, stderr } of [changed, removed]) {
      expect(status).toBe(0)
      expect(stderr).toContain(builds)
      expect(stderr).not.toContain(installs)
    }
  })

  it('does not build for a test that changed', async () => {
    clone.write('apps/cli/src/more.test.ts', '')
    expect((await clone.start().end).stderr).toBe('')
  })

  it('installs again when a manifest changed', async () => {
    clone.write('package.json', JSON.stringify({ ...manifestOf(), description: 'changed' }))
    const { status, stderr } = await clone.start().end
    expect(status).toBe(0)
    expect(stderr).toContain(installs)
  })

  it('shows why the build failed, and starts nothing', async () => {
    clone.write('broken', '')
    clone.write('apps/cli/src/more.js', '// changed')
    expect(await clone.start().end).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('error TS2322'),
    })
    clone.remove('broken')
    expect((await clone.start().end).status).toBe(0)
  })

  it('passes input, exit statuses and signals through', async () => {
    const reading = clone.start(['read'])
    reading.child.stdin?.end('typed')
    expect((await reading.end).stdout).toContain('typed')
    expect((await clone.start(['fail']).end).status).toBe(7)
    expect((await clone.start(['die']).end).signal).toBe('SIGKILL')
  })

  it.each(['SIGTERM', 'SIGHUP'] as const)('hands %s to the app and waits for its end', async (signal) => {
    const { child, end } = clone.start(['wait'])
    child.stdout?.once('data', () => child.kill(signal))
    expect((await end).status).toBe(signal.length)
  })

  it.skipIf(process.platform === 'win32')('lets a Ctrl-C in a terminal reach the app once', async () => {
    const through = ['python3', join(import.meta.dirname, 'press-ctrl-c.py')]
    expect((await clone.start(['count'], { through }).end).stdout).toContain('interrupts: 1')
  })

  it('lets two that start at once install and build one after the other', async () => {
    using other = createTestClone()
    const ends = await Promise.all([other.start().end, other.start().end])
    const stderr = ends.map((end) => end.stderr).join('')
    expect(ends.map(({ status }) => status)).toEqual([0, 0])
    expect(stderr.split(installs)).toHaveLength(2)
    expect(stderr.split(builds)).toHaveLength(2)
  })

  it('takes over the lock of a launcher that died', async () => {
    using other = createTestClone()
    const gone = await clone.start(['fail'])
    await gone.end
    other.write('node_modules/.cache/llmgine/lock', String(gone.child.pid))
    expect((await other.start().end).status).toBe(0)
  })
})

describe('what is wrong is said in one line', { timeout: 60_000 }, () => {
  it('when npm cannot reach the registry', async () => {
    using other = createTestClone()
    const end = await other.start([], {
      env: { npm_config_cache: '/nonexistent/cache', npm_config_registry: 'http://127.0.0.1:9/' },
    }).end
    expect(end).toMatchObject({ status: 1, stdout: '' })
    expect(lastLine(end)).toMatch(/^llmgine: the npm registry is out of reach \(ECONNREFUSED\)\. Check/)
  })

  it('when pnpm cannot reach the registry', async () => {
    using other = createTestClone()
    const name = 'a-package-that-is-nowhere'
    other.write('package.json', JSON.stringify({ ...manifestOf(), dependencies: { [name]: '1.0.0' } }))
    other.write(
      'pnpm-workspace.yaml',
      'packages:\n  - apps/*\npmOnFail: ignore\nregistries:\n  default: http://127.0.0.1:9/\n',
    )
    other.write(
      'pnpm-lock.yaml',
      [
        `lockfileVersion: '9.0'`,
        'importers:',
        `  .: { dependencies: { ${name}: { specifier: 1.0.0, version: 1.0.0 } } }`,
        '  apps/cli: {}',
        'packages:',
        `  ${name}@1.0.0: { resolution: { integrity: sha512-${'A'.repeat(86)}== } }`,
        'snapshots:',
        `  ${name}@1.0.0: {}`,
      ].join('\n'),
    )
    const end = await other.start().end
    expect(end.status).toBe(1)
    expect(lastLine(end)).toMatch(/^llmgine: the npm registry is out of reach \(/)
  })

  it('when the lockfile does not fit the manifests', async () => {
    using other = createTestClone()
    other.write('package.json', JSON.stringify({ ...manifestOf(), dependencies: { zod: '4.6.7' } }))
    const { status, stderr } = await other.start().end
    expect(status).toBe(1)
    expect(stderr).toContain('a package.json changed but pnpm-lock.yaml did not')
  })

  it.each([
    ['elsewhere than on Linux', 'darwin', '20.20.2', /Node\.js 22\.18 or newer is needed, and this is 20\.20\.2\./],
    ['on Linux', 'linux', '16.20.2', /Node\.js 18\.0 or newer is needed, and this is 16\.20\.2\./],
  ])('when Node.js is too old %s', async (_, platform, version, expected) => {
    using other = createTestClone()
    const pretend = `for (const [name, value] of Object.entries({ platform: '${platform}', versions: { node: '${version}' } })) Object.defineProperty(process, name, { value })`
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(pretend)}` }
    const { status, stderr } = await other.start([], { env }).end
    expect({ status, lines: stderr.trim().split('\n').length }).toEqual({ status: 1, lines: 1 })
    expect(stderr).toMatch(expected)
  })
})

function lastLine({ stderr }: LauncherEnd): string | undefined {
  return stderr.trim().split('\n').at(-1)
}

function manifestOf(): object {
  return { name: 'clone', private: true, type: 'module', packageManager: 'pnpm@12.21.0' }
}
