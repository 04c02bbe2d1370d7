import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const folder = import.meta.dirname
const examples = readdirSync(folder).filter((name) => /^[a-z-]+\.ts$/.test(name))

describe.each(examples)('%s', (name) => {
  const source = readFileSync(join(folder, name), 'utf8')

  it('has at most 40 lines', () => {
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(40)
  })

  it('runs to its end by itself and prints what it says it prints', { timeout: 30_000 }, async () => {
    const { stdout } = await run(name)
    expect(stdout.trim()).not.toBe('')
    const promised = promisedOutput(source)
    if (promised !== undefined) expect(stdout.trimEnd()).toBe(promised)
  })
})

/** The program's output; a failure, or more than 20 seconds, rejects. */
function run(name: string): Promise<{ stdout: string }> {
  const command = ['--conditions=@llmgine/source', join(folder, name)]
  return promisify(execFile)(process.execPath, command, { cwd: folder, timeout: 20_000 })
}

/** The comment lines after a last `// Output:`, which an example whose output is always the same ends with. */
function promisedOutput(source: string): string | undefined {
  const block = /^\/\/ Output:\n((?:\/\/.*\n?)+)$/m.exec(source)?.[1]
  return block?.trimEnd().replaceAll(/^\/\/ ?/gm, '')
}
