import { LlmgineError, type Tool, type ToolEffects } from '@llmgine/contracts'
import { toParameters } from './to-parameters.ts'

/** A tool that has been checked, with what a model is shown of its input. */
export interface DefinedTool<Input = unknown, Output = unknown> extends Tool<Input, Output> {
  /** JSON Schema of the arguments: an object. Made once, when the tool is defined. */
  readonly parameters: Readonly<Record<string, unknown>>
}

/**
 * Defines a tool: infers the types of its functions from its schemas, and refuses at once what a model or its provider would refuse later.
 *
 * @throws `tool.bad_definition` naming the field: a name no provider takes, a missing version or description, unknown effects, an input that
 * cannot be shown as JSON Schema of an object
 * @example
 * const add = defineTool({
 *   name: 'add', version: '1', description: 'Adds two numbers.', effects: 'none',
 *   input: z.object({ a: z.number(), b: z.number() }),
 *   execute: ({ a, b }) => a + b,
 * })
 */
export function defineTool<Input, Output>(tool: Tool<Input, Output>): DefinedTool<Input, Output> {
  // A copy first: what is checked is what runs, whatever becomes of the object that was handed in.
  const copy = { ...tool }
  const problem = problemOf(copy)
  if (problem !== undefined) throw badDefinition(copy.name, problem)
  const shown = toParameters(copy.input)
  if ('problem' in shown) throw badDefinition(copy.name, shown.problem)
  return Object.freeze({ ...copy, parameters: shown.parameters })
}

const effects: readonly ToolEffects[] = ['none', 'read', 'create', 'update', 'delete']

function problemOf(tool: Tool): string | undefined {
  const { name, version, description, timeoutMs, approval } = tool
  if (typeof name !== 'string' || !/^[\w-]{1,64}$/.test(name)) {
    return 'its `name` must be 1 to 64 letters, digits, "_" or "-", because that is all providers take'
  }
  if (typeof version !== 'string' || version === '') return 'it needs a `version`, because an approval holds for one'
  if (typeof description !== 'string' || description.trim() === '') {
    return 'it needs a `description`, because that is all a model knows of it'
  }
  if (!effects.includes(tool.effects)) return `its \`effects\` must be one of ${effects.join(', ')}`
  if (timeoutMs !== undefined && !(timeoutMs > 0)) return 'its `timeoutMs` must be more than 0'
  if (approval !== undefined && approval !== 'always' && approval !== 'never' && typeof approval !== 'function') {
    return "its `approval` must be 'always', 'never' or a function"
  }
  if (typeof tool.execute !== 'function') return 'it needs a function `execute`'
  return undefined
}

function badDefinition(name: unknown, problem: string): LlmgineError {
  return new LlmgineError('tool.bad_definition', `The tool "${String(name)}" cannot be offered: ${problem}.`, {
    details: { name: String(name) },
  })
}
