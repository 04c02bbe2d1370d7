import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkPublicNames } from './public-names.ts'

function messagesFor(index: string, name = '@llmgine/bus'): string[] {
  using workspace = createFixture({ 'packages/bus/package.json': { name }, 'packages/bus/src/index.ts': index })
  return checkPublicNames(workspace).map(({ line, message }) => `${line ?? ''} ${message}`)
}

it('accepts a list of named exports', () => {
  expect(messagesFor(`/** The bus. */\nexport { a, type B } from './a.ts'\nexport type { C } from './c.ts'`)).toEqual(
    [],
  )
})

it.each([
  ['a star', `export * from './a.ts'`, 'Replace `export *`'],
  ['a namespace', `export * as a from './a.ts'`, 'Replace `export *`'],
  ['a default export', 'export default 1', 'Move this'],
  ['code of its own', `export const a = 1`, 'Move this'],
  ['an import', `import './a.ts'`, 'Move this'],
])('refuses %s', (_, line, expected) => {
  expect(messagesFor(`\n${line}`)).toEqual([expect.stringMatching(/^2 /)])
  expect(messagesFor(line)[0]).toContain(expected)
})

it('looks at every entry', () => {
  using workspace = createFixture({
    'packages/bus/package.json': { name: 'bus', exports: { './node': { '@llmgine/source': './src/node.ts' } } },
    'packages/bus/src/node.ts': 'export const a = 1',
  })
  expect(checkPublicNames(workspace)).toMatchObject([{ file: 'packages/bus/src/node.ts' }])
})

it('counts the names', () => {
  const names = (count: number) => `export { ${Array.from({ length: count }, (_, at) => `a${at}`)} } from './a.ts'`
  expect(messagesFor(names(24))).toEqual([])
  expect(messagesFor(names(25))[0]).toContain('25 exported names')
  expect(messagesFor(names(25), '@llmgine/contracts')).toEqual([])
})
