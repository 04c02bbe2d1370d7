import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkDocumentedNames } from './documented-names.ts'

function messagesFor(source: string, index = `export { a } from './a.ts'`): string[] {
  using workspace = createFixture({
    'packages/bus/package.json': { name: 'bus' },
    'packages/bus/src/index.ts': index,
    'packages/bus/src/a.ts': source,
  })
  return checkDocumentedNames(workspace).map(({ line, message }) => `${line} ${message}`)
}

it.each([
  ['a function', 'export function a() {}'],
  ['a constant', 'export const a = 1'],
  ['a type after a documented one', '/** Other. */\nexport type B = 1\nexport interface a {}'],
  ['a name with a comment that is none for documents', '// what it is\nexport const a = 1'],
])('finds %s that is public and says nothing', (_, source) => {
  expect(messagesFor(source)).toEqual([expect.stringMatching(/^[123] a is public and has no doc comment/)])
})

it('accepts what is documented, and asks nothing of what stays inside', () => {
  expect(messagesFor('/** What it is. */\nexport const a = 1\nexport const inside = 2')).toEqual([])
  expect(messagesFor('/** What it is. */\n// @__NO_SIDE_EFFECTS__\nexport function a() {}')).toEqual([])
  expect(
    messagesFor('/**\n * What it is.\n */\nexport interface A {}', `export type { A as B } from './a.ts'`),
  ).toEqual([])
})
