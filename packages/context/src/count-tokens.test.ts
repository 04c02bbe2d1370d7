import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { boundTokens, type CountTokens, loadCountTokens } from './count-tokens.ts'

let count: CountTokens
beforeAll(async () => {
  count = await loadCountTokens()
})

it('counts as the vocabulary does', () => {
  expect(count('')).toBe(0)
  expect(count('Hello, world!')).toBe(4)
})

it('counts the names of special tokens as text', () => {
  expect(count('<|endoftext|>')).toBeGreaterThan(1)
})

describe('a count is never above the bound', () => {
  it.each(['plain words', '漢字仮名交じり文', '🙂'.repeat(700), '\ud800', '\u0000\u0007', 'aaaa'.repeat(1_000)])(
    '%j',
    (text) => {
      expect(count(text)).toBeLessThanOrEqual(boundTokens(text))
    },
  )
})

it('takes time in proportion to a text, be it one run without a break', { timeout: 5_000 }, () => {
  for (const piece of [' ', 'a', '漢字', '🙂']) expect(count(piece.repeat(200_000))).toBeGreaterThan(100)
})

it('loads no tables until a count is needed', async () => {
  const program = `
    import { createContextCompiler } from ${JSON.stringify(new URL('index.ts', import.meta.url).href)}
    import { memoryUsage } from 'node:process'
    const context = createContextCompiler({ system: 'Hi.', budgetTokens: 10_000 })
    const before = memoryUsage().heapUsed
    await context.compile({ history: [{ role: 'user', content: 'Hello there.' }] })
    const without = memoryUsage().heapUsed - before
    await context.compile({ history: [{ role: 'user', content: 'Hello there. '.repeat(1_000) }] })
    console.log(JSON.stringify({ without, with: memoryUsage().heapUsed - before }))`
  const command = ['--conditions=@llmgine/source', '--input-type=module-typescript', '--eval', program]
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: import.meta.dirname })
  const grown = JSON.parse(stdout)
  expect(grown.without).toBeLessThan(2_000_000)
  expect(grown.with).toBeGreaterThan(5_000_000)
})
