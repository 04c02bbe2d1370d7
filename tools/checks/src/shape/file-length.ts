import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'

const longest = { source: 300, test: 500 }

/** A source file has at most 300 lines, a test at most 500. (The length of functions is a rule of the linter.) */
export function checkFileLength(workspace: Workspace): readonly Violation[] {
  return workspace.packages
    .flatMap(({ sources }) => sources)
    .map(({ path, text, isTest }) => ({
      path,
      lines: text.trimEnd().split('\n').length,
      limit: isTest ? longest.test : longest.source,
    }))
    .filter(({ lines, limit }) => lines > limit)
    .map(({ path, lines, limit }) => ({
      file: path,
      message: `${lines} lines, and ${limit} is the most. Find the second idea in it and give that a file of its own.`,
    }))
}
