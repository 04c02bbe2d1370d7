import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createLogger } from './create-logger.ts'

describe('createLogger', () => {
  it('writes lines of JSON without secrets, from its level on', async () => {
    const lines: string[] = []
    const logger = await createLogger({ destination: { write: (line) => lines.push(line) }, secrets: ['open-sesame'] })
    logger.debug({ quiet: true }, 'not written')
    logger.info({ apiKey: 'abc', n: 1 }, 'sent Bearer abcdef123 and open-sesame')
    logger.error({ error: new Error('sk-12345678') })
    const [first, second, ...more] = lines.map((line) => JSON.parse(line))
    expect(first).toMatchObject({ level: 30, apiKey: '[redacted]', n: 1, msg: 'sent Bearer [redacted] and [redacted]' })
    expect(new Date(first.time).getTime()).toBeGreaterThan(0)
    expect(second).toMatchObject({ level: 50, error: { name: 'Error', message: '[redacted]' } })
    expect(more).toEqual([])
  })

  it('adds to a file, at once, that it makes for its owner alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'llmgine-logger-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const destination = join(folder, 'logs', 'app.log')
    for (const text of ['one', 'two']) (await createLogger({ destination, level: 'debug' })).debug({}, text)
    const lines = readFileSync(destination, 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['one', 'two'])
    // Windows has no such modes.
    if (process.platform !== 'win32') expect(statSync(destination).mode & 0o777).toBe(0o600)
  })

  it('loads pino only when it is called', async () => {
    const program = `
      import { createRequire } from 'node:module'
      import { createLogger } from '@llmgine/observability'
      const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('pino'))
      console.log(loaded())
      await createLogger()
      console.log(loaded())`
    const node = ['--conditions=@llmgine/source', '--input-type=module', '--eval', program]
    const { stdout } = await promisify(execFile)(process.execPath, node, { cwd: import.meta.dirname })
    expect(stdout).toBe('false\ntrue\n')
  })
})
