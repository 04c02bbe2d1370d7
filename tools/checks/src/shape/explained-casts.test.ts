import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkExplainedCasts } from './explained-casts.ts'

function linesFor(text: string): (number | undefined)[] {
  using workspace = createFixture({ 'packages/bus/package.json': { name: 'bus' }, 'packages/bus/src/a.ts': text })
  return checkExplainedCasts(workspace).map(({ line }) => line)
}

it('finds a cast without a comment', () => {
  expect(linesFor('// about a\nconst a = 1\nconst b = a as unknown')).toEqual([3])
  expect(linesFor('const b = a as unknown as string')).toEqual([1])
})

it.each([
  ['on its line', 'const b = a as string // it was parsed above'],
  ['on the line before', '// it was parsed above\nconst b = a as string'],
  ['before a cast of several lines', '// it was parsed above\nconst b = f(\n1) as string'],
])('accepts a comment %s', (_, text) => expect(linesFor(text)).toEqual([]))

it('asks nothing of `as const`, of renamed imports and of tests', () => {
  expect(linesFor(`import { a as b } from './b.ts'\nexport const list = [b] as const`)).toEqual([])
  using workspace = createFixture({
    'packages/bus/package.json': { name: 'bus' },
    'packages/bus/src/a.test.ts': 'a as b',
  })
  expect(checkExplainedCasts(workspace)).toEqual([])
})
