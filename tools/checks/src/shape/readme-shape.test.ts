import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkReadmeShape } from './readme-shape.ts'

const filler = 'A line.\n'.repeat(30)
const readme = `# @llmgine/bus

A bus.

\`\`\`sh
npm install @llmgine/bus zod
\`\`\`

\`\`\`ts
import '@llmgine/bus'
\`\`\`

## Options
## Errors
## What it does not do
${filler}`

function messagesFor(text: string | undefined): string[] {
  using workspace = createFixture({
    'packages/bus/package.json': { name: '@llmgine/bus' },
    'packages/bus/src/index.ts': `export type { BusOptions } from './create-bus.ts'`,
    ...(text === undefined ? {} : { 'packages/bus/README.md': text }),
  })
  return checkReadmeShape(workspace).map(({ message }) => message)
}

it('accepts a README with all it takes', () => expect(messagesFor(readme)).toEqual([]))

it.each([
  ['no README at all', undefined, 'has no README'],
  ['another title', readme.replace('# @llmgine/bus', '# Bus'), 'Its first line'],
  ['too short a page', readme.replace(filler, ''), '40 is the least'],
  ['too long a page', readme + filler.repeat(2), '80 is the most'],
  ['no line to install it', readme.replace('npm install', 'npm add'), 'npm install @llmgine/bus'],
  ['no program', readme.replace('```ts', '```js'), 'smallest program'],
  ['no options', readme.replace('## Options', ''), 'heading for the options'],
  ['no errors', readme.replace('## Errors', ''), 'heading for the errors'],
  ['no limits', readme.replace('## What it does not do', ''), 'does not do'],
])('finds %s', (_, text, expected) => expect(messagesFor(text)).toContainEqual(expect.stringContaining(expected)))
