import { type ParseResult, parseSync, Visitor } from 'vite'

/** An import or re-export of another module. */
export interface ModuleReference {
  /** As written: `./a.ts`, `node:fs`, `@llmgine/contracts`. */
  readonly specifier: string
  readonly line: number
}

/** A TypeScript file and what the parser makes of it. */
export interface SourceFile {
  /** Relative to the root of the workspace. */
  readonly path: string
  readonly text: string
  /** Tests, type tests and fixtures: not part of what is published. */
  readonly isTest: boolean
  /** The syntax tree, made on first use. */
  readonly syntax: ParseResult
  /** Everything it imports, statically, dynamically or in a type. */
  readonly references: readonly ModuleReference[]
  /** The line of an offset, counted from 1. */
  lineAt(offset: number): number
}

/** Reads a file's text as TypeScript. A file that does not parse throws, naming the file. */
export function createSourceFile(path: string, text: string): SourceFile {
  let syntax: ParseResult | undefined
  let references: readonly ModuleReference[] | undefined
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
  return {
    path,
    text,
    isTest: /\.test(-d)?\.tsx?$|\/__fixtures__\//.test(path),
    lineAt,
    get syntax() {
      syntax ??= parse(path, text)
      return syntax
    },
    get references() {
      references ??= findReferences(this.syntax).map(([specifier, offset]) => ({ specifier, line: lineAt(offset) }))
      return references
    },
  }
}

function parse(path: string, text: string): ParseResult {
  const syntax = parseSync(path, text)
  const fault = syntax.errors[0]
  if (fault) throw new Error(`${path} does not parse: ${fault.message}`)
  return syntax
}

function findReferences({ module, program }: ParseResult): [specifier: string, offset: number][] {
  const found: [string, number][] = module.staticImports.map((one) => [one.moduleRequest.value, one.start])
  for (const { entries, start } of module.staticExports) {
    const request = entries.find((entry) => entry.moduleRequest)?.moduleRequest
    if (request) found.push([request.value, start])
  }
  new Visitor({
    ImportExpression: ({ source, start }) => {
      if (source.type === 'Literal' && typeof source.value === 'string') found.push([source.value, start])
    },
    TSImportType: ({ source, start }) => found.push([source.value, start]),
  }).visit(program)
  return found
}
