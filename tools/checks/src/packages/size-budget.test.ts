import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { budgetsFile, checkSizeBudget, type SizeBudgets } from './size-budget.ts'

/** Text of about as many bytes that gzip cannot make much smaller. */
const heavy = (bytes: number) => `export const data = '${randomBytes(bytes / 2).toString('base64url')}'`

async function messagesFor(index: string, budgets: SizeBudgets): Promise<string[]> {
  using workspace = createFixture({
    [budgetsFile]: budgets,
    'packages/a/package.json': { name: 'a', type: 'module' },
    'packages/a/src/index.ts': index,
    'packages/a/src/light.ts': 'export const light = 1',
    'packages/a/src/heavy.ts': heavy(20_000),
  })
  return (await checkSizeBudget(workspace)).map(({ message }) => message)
}

it('counts what is imported at once', async () => {
  const index = `export { data } from './heavy.ts'`
  expect(await messagesFor(index, { a: 5_000 })).toEqual([
    expect.stringMatching(/^a has \d{5} bytes, and 5000 is its budget/),
  ])
  expect(await messagesFor(index, { a: 25_000 })).toEqual([])
})

it('does not count what is loaded on first use, nor what is not used', async () => {
  expect(await messagesFor(`export const load = () => import('./heavy.ts')`, { a: 5_000 })).toEqual([])
  expect(await messagesFor(`import { data } from './heavy.ts'\nexport const length = 1`, { a: 5_000 })).toEqual([])
})

it('counts what one name brings with it', async () => {
  const index = `export { data } from './heavy.ts'\nexport { light } from './light.ts'`
  expect(await messagesFor(index, { a: 25_000, 'a light': 1_000 })).toEqual([])
  expect((await messagesFor(index, { a: 25_000, 'a data': 1_000 }))[0]).toMatch(/^a data has \d{5} bytes/)
})

it('wants no budget for what is not there', async () => {
  expect(await messagesFor('', { a: 1_000, b: 1 })).toEqual(['There is no b. Take its budget out.'])
})

it('wants a budget for every package', async () => {
  expect((await messagesFor('export const a = 1', {}))[0]).toMatch(/^a \(\d+ bytes\) has no budget/)
})
