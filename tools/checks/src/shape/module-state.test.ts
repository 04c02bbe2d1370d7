import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkModuleState } from './module-state.ts'

function linesFor(text: string): (number | undefined)[] {
  using workspace = createFixture({ 'packages/bus/package.json': { name: 'bus' }, 'packages/bus/src/a.ts': text })
  return checkModuleState(workspace).map(({ line }) => line)
}

it.each([
  'let count = 0',
  'export let count = 0',
  'var count = 0',
  'const seen = new Set<string>()',
  'export const cache = new WeakMap()',
  'const queue: string[] = []',
])('finds %s', (text) => expect(linesFor(`\n${text}`)).toEqual([2]))

it.each([
  'const table = new Map([[1, 2]])',
  'const names = ["a"]',
  'const limit = 1',
  'const none: readonly string[] = []',
  'function f() { let count = 0; const seen = new Set(); return [count, seen] }',
  'declare let count: number',
])('allows %s', (text) => expect(linesFor(text)).toEqual([]))
