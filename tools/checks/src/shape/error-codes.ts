import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ESTree, Visitor } from 'vite'
import type { SourceFile } from '../workspace/source-file.ts'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'

const page = 'docs/errors.md'

/** `piece.what`. A message type never has an underscore, so a text of the second form can be nothing but a code. */
const code = /^[a-z]+(-[a-z]+)*\.[a-z]+(_[a-z]+)*$/
const onlyCode = /^[a-z]+(-[a-z]+)*\.[a-z]+(_[a-z]+)+$/

/** The cases of conformance suites play with codes as tests do. */
const cases = /^packages\/testing\/src\/.*-cases\.ts$/

/** Every error code of the sources has a row in `docs/errors.md`, every row stands for a code of the sources, in alphabetical order. */
export function checkErrorCodes(workspace: Workspace): readonly Violation[] {
  const sources = workspace.packages.flatMap(({ sources }) => sources).filter(({ isTest }) => !isTest)
  const used = sources.filter(({ path }) => !cases.test(path)).flatMap(codesIn)
  const documented = readPage(workspace.root)
  const known = new Set(documented.map((row) => row.code))
  const sorted = documented.map((row) => row.code).toSorted()
  return [
    ...used
      .filter((use) => !known.has(use.code))
      .map((use) => ({ ...use.at, message: `${page} has no row for ${use.code}. Add what it means and what to do.` })),
    ...documented
      .filter((row) => !sources.some(({ text }) => text.includes(`'${row.code}'`)))
      .map((row) => ({ ...row.at, message: `No source throws ${row.code}. Take the row out.` })),
    ...documented
      .filter((row, at) => row.code !== sorted[at] || row.code === sorted[at - 1])
      .slice(0, 1)
      .map((row) => ({ ...row.at, message: `${row.code} is out of order. Sort the rows, one per code.` })),
  ]
}

interface CodeUse {
  readonly code: string
  readonly at: { readonly file: string; readonly line: number }
}

function codesIn(file: SourceFile): CodeUse[] {
  const found = new Map<number, string>()
  const keep = (node: ESTree.Node | undefined, pattern: RegExp): void => {
    if (node?.type === 'Literal' && typeof node.value === 'string' && pattern.test(node.value))
      found.set(node.start, node.value)
    if (node?.type === 'ConditionalExpression') for (const one of [node.consequent, node.alternate]) keep(one, pattern)
  }
  new Visitor({
    NewExpression: ({ callee, arguments: [first] }) => {
      if (callee.type === 'Identifier' && callee.name === 'LlmgineError') keep(first, code)
    },
    CallExpression: ({ callee, arguments: [, second] }) => {
      if (callee.type === 'Identifier' && callee.name === 'toErrorData') keep(second, code)
    },
    Property: ({ key, value }) => {
      if (key.type === 'Identifier' && key.name === 'code') keep(value, code)
    },
    Literal: (node) => keep(node, onlyCode),
  }).visit(file.syntax.program)
  return [...found].map(([start, value]) => ({ code: value, at: { file: file.path, line: file.lineAt(start) } }))
}

function readPage(root: string): CodeUse[] {
  const path = join(root, page)
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  return lines.flatMap((line, at) => {
    const found = /^\| `([^`]+)` \|/.exec(line)?.[1]
    return found === undefined ? [] : [{ code: found, at: { file: page, line: at + 1 } }]
  })
}
