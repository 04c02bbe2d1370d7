import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkPackageShape } from './package-shape.ts'

const published = { types: './dist/index.d.ts', default: './dist/index.js' }
const manifest = {
  name: '@llmgine/bus',
  description: 'A bus.',
  license: 'MIT',
  repository: { type: 'git', url: 'git+https://github.com/llmgine/llmgine.git', directory: 'packages/bus' },
  type: 'module',
  sideEffects: false,
  exports: { '.': { '@llmgine/source': './src/index.ts', ...published }, './package.json': './package.json' },
  files: [
    'CHANGELOG.md',
    'dist',
    '!dist/.tsbuildinfo',
    'src',
    '!src/**/*.test.ts',
    '!src/**/*.test-d.ts',
    '!src/**/__fixtures__',
  ],
  engines: { node: '>=22.18' },
  publishConfig: { access: 'public', exports: { '.': published, './package.json': './package.json' } },
}

function messagesFor(changes: Record<string, unknown>, files: Record<string, unknown> = {}): string[] {
  using workspace = createFixture({
    LICENSE: 'MIT',
    'examples/bus.ts': '',
    'packages/bus/LICENSE': 'MIT',
    'packages/bus/package.json': { ...manifest, ...changes },
    ...files,
  })
  return checkPackageShape(workspace).map(({ file, message }) => `${file} ${message}`)
}

it('accepts the shape, and asks nothing of private packages', () => {
  expect(messagesFor({})).toEqual([])
  expect(messagesFor({ private: true, license: 'none' })).toEqual([])
})

it.each([
  ['license', { license: 'ISC' }],
  ['repository', { repository: { ...manifest.repository, directory: 'packages/other' } }],
  ['sideEffects', { sideEffects: true }],
  ['files', { files: ['dist'] }],
  ['publishConfig', { publishConfig: { access: 'public', exports: manifest.exports } }],
  ['description', { description: 'A bus' }],
])('finds a wrong %s', (field, changes) => {
  expect(messagesFor(changes)).toEqual([expect.stringContaining(`packages/bus/package.json "${field}" must be`)])
})

it('finds exports in another order, or too many of them', () => {
  const unordered = { ...published, '@llmgine/source': './src/index.ts' }
  expect(messagesFor({ exports: { ...manifest.exports, '.': unordered } })[0]).toContain('in this order')
  const more = { './a': manifest.exports['.'], './b': manifest.exports['.'] }
  expect(messagesFor({ exports: { ...manifest.exports, ...more } })).toContainEqual(
    expect.stringContaining('at most one more'),
  )
})

it('wants the license and an example', () => {
  expect(messagesFor({}, { 'packages/bus/LICENSE': 'mine' })).toEqual([
    expect.stringContaining('a copy of the LICENSE'),
  ])
  expect(
    messagesFor({}, { 'packages/context/package.json': { ...manifest, name: '@llmgine/context' } }),
  ).toContainEqual(expect.stringContaining('examples/context.ts packages/context has no example'))
})
