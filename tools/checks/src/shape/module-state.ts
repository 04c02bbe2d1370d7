import type { ESTree } from 'vite'
import type { SourceFile } from '../workspace/source-file.ts'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'

const message = 'A module keeps no state. Put it into the closure of the function that makes the piece, or pass it in.'

/** No `let` and no empty collection at the top level of a module: two users in one process would share it. */
export function checkModuleState(workspace: Workspace): readonly Violation[] {
  return workspace.packages
    .flatMap(({ sources }) => sources)
    .filter(({ isTest }) => !isTest)
    .flatMap((file) => stateOf(file).map((offset) => ({ file: file.path, line: file.lineAt(offset), message })))
}

function stateOf({ syntax }: SourceFile): number[] {
  return syntax.program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declaration?.type !== 'VariableDeclaration' || declaration.declare) return []
    if (declaration.kind === 'let' || declaration.kind === 'var') return [declaration.start]
    return declaration.declarations
      .filter(({ id, init }) => isEmptyCollection(init) && !isReadonly(id))
      .map(({ start }) => start)
  })
}

/** `const none: readonly string[] = []` is a constant: nobody can add to it. */
function isReadonly(id: ESTree.BindingPattern): boolean {
  const type = id.typeAnnotation?.typeAnnotation
  return type?.type === 'TSTypeOperator' && type.operator === 'readonly'
}

function isEmptyCollection(init: ESTree.Expression | null): boolean {
  if (init?.type === 'ArrayExpression') return init.elements.length === 0
  if (init?.type !== 'NewExpression' || init.callee.type !== 'Identifier') return false
  return /^(Weak)?(Map|Set)$/.test(init.callee.name) && init.arguments.length === 0
}
