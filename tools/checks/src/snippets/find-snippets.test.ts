import { expect, it } from 'vitest'
import { findSnippets } from './find-snippets.ts'

const markdown = [
  '# Title', // line 1
  '```sh',
  'npm install',
  '```',
  '```ts',
  'console.log(1)',
  '```',
  'It prints',
  '```text',
  '1',
  '```',
  '```ts no-run',
  'listen()',
  '```',
  '```ts',
  'quiet()',
  '```',
].join('\n')

it('finds the programs with their lines, and what they print', () => {
  expect(findSnippets('README.md', markdown)).toEqual([
    { file: 'README.md', line: 6, code: 'console.log(1)\n', runs: true, output: '1\n' },
    { file: 'README.md', line: 13, code: 'listen()\n', runs: false, output: undefined },
    { file: 'README.md', line: 16, code: 'quiet()\n', runs: true, output: undefined },
  ])
})
