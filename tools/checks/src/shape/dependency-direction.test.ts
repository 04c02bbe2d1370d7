import { describe, expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkDependencyDirection } from './dependency-direction.ts'

const contracts = { name: '@llmgine/contracts' }
const bus = { name: '@llmgine/bus', dependencies: { '@llmgine/contracts': 'workspace:^', mitt: '3.0.1' } }

function messagesFor(files: Record<string, unknown>): string[] {
  using workspace = createFixture({ 'packages/contracts/package.json': contracts, ...files })
  return checkDependencyDirection(workspace).map(({ file, line, message }) => `${file}:${line ?? ''} ${message}`)
}

describe('a package', () => {
  it('may import contracts, its declared libraries, Node and its own files', () => {
    const text = [
      `import type { A } from '@llmgine/contracts'`,
      `import mitt from 'mitt'`,
      `import { join } from 'node:path'`,
      `export { b } from './b.ts'`,
    ].join('\n')
    expect(messagesFor({ 'packages/bus/package.json': bus, 'packages/bus/src/a.ts': text })).toEqual([])
  })

  it.each([
    ['an import', `import { createTools } from '@llmgine/tools'`],
    ['a type import', `import type { Tools } from '@llmgine/tools'`],
    ['an import inside a type', `export type T = import('@llmgine/tools').Tools`],
    ['a re-export', `export { createTools } from '@llmgine/tools/sub'`],
    ['a dynamic import', `export const tools = () => import('@llmgine/tools')`],
  ])('may not reach a sibling by %s', (_, text) => {
    const messages = messagesFor({
      'packages/bus/package.json': bus,
      'packages/bus/src/a.ts': `\n${text}`,
      'packages/tools/package.json': { name: '@llmgine/tools' },
    })
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatch(
      /^packages\/bus\/src\/a\.ts:2 @llmgine\/tools is imported.*Take the piece as an argument/,
    )
  })

  it('may not name a sibling as a dependency', () => {
    const messages = messagesFor({
      'packages/bus/package.json': bus,
      'packages/tools/package.json': { name: '@llmgine/tools', peerDependencies: { '@llmgine/bus': '*' } },
    })
    expect(messages[0]).toMatch(/^packages\/tools\/package\.json: A package depends on @llmgine\/contracts only/)
  })

  it('may not reach over by a relative path', () => {
    const files = { 'packages/bus/package.json': bus, 'packages/bus/src/a.ts': `import '../../contracts/src/a.ts'` }
    expect(messagesFor(files)[0]).toContain('leaves packages/bus')
  })

  it('may not import what it does not declare', () => {
    const files = { 'packages/bus/package.json': bus, 'packages/bus/src/a.ts': `import { z } from 'zod'` }
    expect(messagesFor(files)[0]).toContain('zod is imported')
  })
})

describe('tests', () => {
  const testing = { name: '@llmgine/testing', dependencies: { '@llmgine/contracts': 'workspace:^' } }

  it('may import siblings that devDependencies name', () => {
    const files = {
      'packages/testing/package.json': testing,
      'packages/bus/package.json': { ...bus, devDependencies: { '@llmgine/testing': 'workspace:^' } },
      'packages/bus/src/a.test.ts': `import '@llmgine/testing'`,
    }
    expect(messagesFor(files)).toEqual([])
  })

  it('may not import siblings that nobody names', () => {
    const files = {
      'packages/testing/package.json': testing,
      'packages/bus/package.json': bus,
      'packages/bus/src/a.test.ts': `import '@llmgine/testing'`,
    }
    expect(messagesFor(files)[0]).toContain('Add it to dependencies or devDependencies')
  })

  it('do not make the packages depend on each other in a circle', () => {
    const files = {
      'packages/a/package.json': { name: 'a', devDependencies: { b: '*' } },
      'packages/b/package.json': { name: 'b', devDependencies: { a: '*' } },
    }
    expect(messagesFor(files)).toEqual([expect.stringContaining('in a circle: a -> b -> a')])
  })

  it('of contracts and testing name no sibling', () => {
    const files = {
      'packages/bus/package.json': bus,
      'packages/testing/package.json': { ...testing, devDependencies: { '@llmgine/bus': 'workspace:^' } },
    }
    expect(messagesFor(files)[0]).toContain('@llmgine/testing names no sibling')
  })
})

it('lets apps wire packages together, and contracts depend on nothing', () => {
  const files = {
    'packages/bus/package.json': bus,
    'apps/cli/package.json': { name: '@llmgine/cli', dependencies: { '@llmgine/bus': 'workspace:^' } },
    'apps/cli/src/main.ts': `import '@llmgine/bus'`,
  }
  expect(messagesFor(files)).toEqual([])
  const withZod = { 'packages/contracts/package.json': { ...contracts, dependencies: { zod: '4.6.7' } } }
  expect(messagesFor(withZod)[0]).toContain('contracts has no runtime dependency')
})
