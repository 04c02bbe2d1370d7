import { Visitor } from 'vite'
import type { SourceFile } from '../workspace/source-file.ts'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'

const message =
  'An `as` overrules the compiler. Say in a comment on this line or the one before why it is true, or narrow the type.'

/** Every `as` but `as const` has a comment beside it, or right before its statement. */
export function checkExplainedCasts(workspace: Workspace): readonly Violation[] {
  return workspace.packages
    .flatMap(({ sources }) => sources)
    .filter(({ isTest }) => !isTest)
    .flatMap((file) => unexplainedLines(file).map((line) => ({ file: file.path, line, message })))
}

function unexplainedLines(file: SourceFile): number[] {
  const casts = findCasts(file)
  if (casts.length === 0) return []
  const commented = commentedLines(file)
  const lines = casts
    .filter(({ from, to }) => !range(from - 1, to).some((line) => commented.has(line)))
    .map(({ to }) => to)
  return [...new Set(lines)]
}

/** The first and the last line of every cast. */
function findCasts(file: SourceFile): { from: number; to: number }[] {
  const found: { start: number; end: number }[] = []
  new Visitor({
    TSAsExpression: ({ start, end, typeAnnotation }) => {
      const isConst = file.text.slice(typeAnnotation.start, typeAnnotation.end) === 'const'
      if (!isConst) found.push({ start, end })
    },
  }).visit(file.syntax.program)
  return found.map(({ start, end }) => ({ from: file.lineAt(start), to: file.lineAt(end) }))
}

function commentedLines(file: SourceFile): Set<number> {
  return new Set(file.syntax.comments.flatMap(({ start, end }) => range(file.lineAt(start), file.lineAt(end))))
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}
