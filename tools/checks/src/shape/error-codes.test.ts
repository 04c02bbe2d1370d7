import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkErrorCodes } from './error-codes.ts'

function messagesFor(source: string, ...documented: string[]): string[] {
  using workspace = createFixture({
    'packages/bus/package.json': { name: 'bus' },
    'packages/bus/src/a.ts': source,
    'docs/errors.md': ['| code | meaning | what to do |', ...documented.map((one) => `| \`${one}\` | a | b |`)].join(
      '\n',
    ),
  })
  return checkErrorCodes(workspace).map(({ file, line, message }) => `${file}:${line} ${message}`)
}

it.each([
  ['thrown', `throw new LlmgineError('log.conflict', '…')`],
  ['chosen between two', `throw new LlmgineError(a ? 'log.conflict' : b, '…')`],
  ['given to data', `const error = { code: 'log.conflict' }`],
  ['as a fallback', `toErrorData(error, 'log.conflict')`],
])('finds a code that is %s and has no row', (_, source) => {
  expect(messagesFor(`\n${source}`)).toEqual([
    expect.stringContaining('packages/bus/src/a.ts:2 docs/errors.md has no row for log.conflict'),
  ])
  expect(messagesFor(source, 'log.conflict')).toEqual([])
})

it('finds a code in a table by its underscore', () => {
  expect(messagesFor(`const codes = { 429: 'model.rate_limited' }`)[0]).toContain('no row for model.rate_limited')
})

it('takes message types and other texts for what they are', () => {
  expect(
    messagesFor(`on('tool.call', 'bus.handler-failed', 'README.md', './a_b.ts', 'gen_ai.usage.input_tokens')`),
  ).toEqual([])
})

it('takes a code that stands in a table for one that is thrown', () => {
  expect(messagesFor(`const codes = { 403: 'model.forbidden' }`, 'model.forbidden')).toEqual([])
})

it('finds a row that no source throws any more', () => {
  expect(messagesFor('', 'log.conflict')).toEqual(['docs/errors.md:2 No source throws log.conflict. Take the row out.'])
})

it('finds rows out of order or there twice', () => {
  const source = `new LlmgineError('a.b', ''); new LlmgineError('a.c', '')`
  expect(messagesFor(source, 'a.c', 'a.b')[0]).toContain('a.c is out of order')
  expect(messagesFor(source, 'a.b', 'a.b', 'a.c')[0]).toContain('a.b is out of order')
  expect(messagesFor(source, 'a.b', 'a.c')).toEqual([])
})
