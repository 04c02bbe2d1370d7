import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkFileLength } from './file-length.ts'

it('finds sources over 300 lines and tests over 500', () => {
  using workspace = createFixture({
    'packages/bus/package.json': { name: 'bus' },
    'packages/bus/src/fits.ts': '//\n'.repeat(300),
    'packages/bus/src/long.ts': '//\n'.repeat(301),
    'packages/bus/src/fits.test.ts': '//\n'.repeat(500),
    'packages/bus/src/long.test.ts': '//\n'.repeat(501),
  })
  expect(checkFileLength(workspace).map(({ file, message }) => `${file} ${message.split(',')[0]}`)).toEqual([
    'packages/bus/src/long.test.ts 501 lines',
    'packages/bus/src/long.ts 301 lines',
  ])
})
