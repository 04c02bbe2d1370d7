import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts'

/** Many pieces in one package: each explains its options where it is described. */
const foundations = ['@llmgine/contracts', '@llmgine/testing']

/** Each published package has a README of 40 to 80 lines: install, the smallest program, options, errors, what it does not do. */
export function checkReadmeShape({ root, packages }: Workspace): readonly Violation[] {
  return packages.flatMap((one) => {
    const file = `${one.folder}/README.md`
    const text = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''
    return problemsOf(text, one).map((message) => ({ file, message }))
  })
}

function problemsOf(text: string, { kind, manifest, sources }: WorkspacePackage): string[] {
  const name = manifest.name
  if (text === '') return [`${name} has no README. Write one of 40 to 80 lines.`]
  const lines = text.trimEnd().split('\n')
  const problems: string[] = []
  if (lines[0] !== `# ${name}`) problems.push(`Its first line must be "# ${name}".`)
  if (lines.length > 80) problems.push(`${lines.length} lines, and 80 is the most. Move detail to doc comments.`)
  if (kind === 'app') return problems
  if (lines.length < 40) problems.push(`${lines.length} lines, and 40 is the least. Say what a newcomer must know.`)
  if (!lines.some((line) => line.startsWith('npm install ') && line.split(' ').includes(name))) {
    problems.push(`It must show "npm install ${name}", with every other package that its program imports.`)
  }
  if (!/^```ts$/m.test(text)) problems.push('It must show the smallest program that works, in a ```ts block.')
  const headings = lines.filter((line) => line.startsWith('## ')).join('\n')
  const hasOptions = sources.some((file) => file.path.endsWith('/src/index.ts') && /\w+Options\b/.test(file.text))
  if (hasOptions && !foundations.includes(name) && !/options/i.test(headings))
    problems.push('It must have a heading for the options.')
  if (!/errors/i.test(headings)) problems.push('It must have a heading for the errors and what to do about them.')
  if (!/\bnot\b/i.test(headings)) problems.push('It must have a heading for what the package does not do.')
  return problems
}
