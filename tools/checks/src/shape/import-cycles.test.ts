import { expect, it } from 'vitest'
import { createFixture } from '../workspace/fixture.ts'
import { checkImportCycles } from './import-cycles.ts'

function messagesFor(sources: Record<string, string>): string[] {
  const files = Object.entries(sources).map(([name, text]) => [`packages/bus/src/${name}`, text])
  using workspace = createFixture({ 'packages/bus/package.json': { name: 'bus' }, ...Object.fromEntries(files) })
  return checkImportCycles(workspace).map(({ message }) => message)
}

it('finds files that import each other, however long the way and even for a type', () => {
  const [message, ...others] = messagesFor({
    'a.ts': `import { b } from './b.ts'`,
    'b.ts': `export { c as b } from './deep/c.ts'`,
    'deep/c.ts': `import type { A } from '../a.ts'`,
  })
  expect(message).toContain(
    'packages/bus/src/a.ts -> packages/bus/src/b.ts -> packages/bus/src/deep/c.ts -> packages/bus/src/a.ts',
  )
  expect(others).toEqual([])
})

it('allows two ways to one file', () => {
  const sources = { 'a.ts': `import './b.ts'\nimport './c.ts'`, 'b.ts': `import './c.ts'`, 'c.ts': '' }
  expect(messagesFor(sources)).toEqual([])
})
