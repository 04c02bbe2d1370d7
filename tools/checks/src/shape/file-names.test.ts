import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkFileNames } from './file-names.ts'

function messageFor(name: string, text: string): string | undefined {
  using workspace = createFixture({ 'packages/bus/package.json': { name: 'bus' }, [`packages/bus/src/${name}`]: text })
  return checkFileNames(workspace)[0]?.message
}

it('wants a file named after what it exports', () => {
  expect(messageFor('create-bus.ts', 'export function createBus() {}')).toBeUndefined()
  expect(messageFor('bus.ts', 'export interface Options {}\nexport interface Bus {}')).toBeUndefined()
  expect(messageFor('to-json-schema.ts', 'export const toJSONSchema = 1')).toBeUndefined()
  expect(messageFor('settlements.ts', 'export function readSettlement() {}')).toBeUndefined()
  expect(messageFor('bus.ts', 'export function createBus() {}')).toBeUndefined()
  expect(messageFor('sender.ts', 'export function createBus() {}')).toContain(
    'It exports createBus, none of which tells its name',
  )
})

it('allows no drawers', () => {
  expect(messageFor('deep/types.ts', 'export type Types = 1')).toContain('"types" is a drawer')
  expect(messageFor('utils.test.ts', '')).toBeUndefined()
})

it('asks nothing of entries and of files that export nothing', () => {
  expect(messageFor('index.ts', `export { a } from './a.ts'`)).toBeUndefined()
  expect(messageFor('main.ts', 'run()')).toBeUndefined()
})
