import { hash } from 'node:crypto'
import { formatIssues, isLlmgineError, toCanonicalJson, toErrorData } from '@llmgine/contracts'
import { parseArguments } from '../arguments/parse-arguments.ts'
import type { DefinedTool } from '../definition/define-tool.ts'
import { type Candidate, mustBeApproved } from './candidate.ts'
import { copyPlain, notPlain } from './copy-plain.ts'
import type { Passage } from './passage.ts'
import { failed, passed, type StageResult } from './stage.ts'

/** What `parse` comes to: a candidate, or the end of the call. */
export interface ParseResult extends StageResult {
  readonly candidate?: Candidate | undefined
}

/** The first stage: which tool it is, what it is given, and whether the tool takes that. */
export async function parseCall(passage: Passage): Promise<ParseResult> {
  const { world, request, given } = passage
  const tool = world.tools.get(request.name)
  if (tool === undefined) return failed('tool.unknown', unknownTool(request.name, world.tools))
  try {
    const { value, repairs } = parseArguments(given, world.maxInputCharacters)
    const checked = tool.input['~standard'].validate(value)
    const result = checked instanceof Promise ? await checked : checked
    if (result.issues !== undefined) return badArguments(formatIssues(result.issues.slice(0, 10)))
    const candidate = createCandidate(tool, result.value, value)
    if (repairs.length === 0) return { ...passed, candidate }
    return { result: 'passed', note: `arguments repaired: ${repairs.join(', ')}`, candidate }
  } catch (error) {
    if (isLlmgineError(error, 'tool.bad_arguments')) return failed(error.code, error.message)
    return failed('tool.bad_arguments', `The arguments could not be checked: ${toErrorData(error, '').message}`)
  }
}

function createCandidate(tool: DefinedTool, input: unknown, written: unknown): Candidate {
  const copy = copyPlain(input)
  // What a schema made into something that JSON does not hold, such as a date, stands as it was written.
  const record = copy === notPlain ? written : copy
  let digest: string | undefined
  return {
    tool,
    input,
    record,
    digest: () => {
      digest ??= hash('sha256', toCanonicalJson(record))
      return digest
    },
    needsApproval: mustBeApproved(tool),
    doubtful: false,
    preview: undefined,
    question: undefined,
    approved: false,
  }
}

function badArguments(issues: string): ParseResult {
  const text = issues.length > 1_000 ? `${issues.slice(0, 1_000)}…` : issues
  return failed('tool.bad_arguments', `The arguments do not fit. ${text}`)
}

function unknownTool(wanted: string, tools: ReadonlyMap<string, DefinedTool>): string {
  const name = String(wanted).slice(0, 64)
  const names = [...tools.keys()]
  const shown = names.slice(0, 20).join(', ')
  return `There is no tool "${name}". Those there are: ${shown || 'none'}${names.length > 20 ? ', …' : ''}.`
}
