import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkProjectReferences } from './project-references.ts'

function messagesFor(files: Record<string, unknown>): string[] {
  using workspace = createFixture({
    'tsconfig.json': { references: [{ path: 'packages/a' }, { path: 'apps/b' }] },
    'packages/a/package.json': { name: 'a' },
    'packages/a/tsconfig.json': {},
    'apps/b/package.json': { name: 'b', dependencies: { a: 'workspace:^', zod: '4' } },
    'apps/b/tsconfig.json': { references: [{ path: '../../packages/a' }] },
    ...files,
  })
  return checkProjectReferences(workspace).map(({ file, message }) => `${file}: ${message}`)
}

it('accepts references that say what manifests say', () => expect(messagesFor({})).toEqual([]))

it('finds what is missing and what is not needed', () => {
  expect(messagesFor({ 'tsconfig.json': { references: [{ path: 'packages/a' }] } })).toEqual([
    'tsconfig.json: Its references lack "apps/b". Add it.',
  ])
  expect(messagesFor({ 'apps/b/tsconfig.json': { references: [{ path: '../c' }] } })).toEqual([
    'apps/b/tsconfig.json: Its references lack "../../packages/a". Add it.',
    'apps/b/tsconfig.json: Its references name "../c" without need. Take it out.',
  ])
})
