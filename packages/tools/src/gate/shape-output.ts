import { formatIssues, toErrorData } from '@llmgine/contracts'
import type { DefinedTool } from '../definition/define-tool.ts'

/** A tool's output as it is recorded and shown, or what is wrong with it. The call has taken effect either way. */
export type ShapedOutput =
  | { readonly output: unknown; readonly note?: string | undefined }
  | { readonly problem: string }

/** Holds an output to the tool's schema, to JSON and to a size; what is over is cut, and says so. */
export async function shapeOutput(tool: DefinedTool, value: unknown, maxCharacters: number): Promise<ShapedOutput> {
  try {
    const checked = await checkOutput(tool, value)
    if ('problem' in checked || checked.output === undefined) return checked
    const { output } = checked
    const text = typeof output === 'string' ? output : JSON.stringify(output)
    if (text === undefined) return { problem: `expected JSON data, got a ${typeof output}` }
    if (text.length > maxCharacters) return cut(text, maxCharacters)
    // Read back, so that it is what the log holds, whatever the tool does to it later.
    return { output: typeof output === 'string' ? output : JSON.parse(text) }
  } catch (error) {
    return { problem: toErrorData(error, '').message }
  }
}

async function checkOutput({ output }: DefinedTool, value: unknown): Promise<ShapedOutput> {
  if (output === undefined) return { output: value }
  const result = await output['~standard'].validate(value)
  if (result.issues === undefined) return { output: result.value }
  return { problem: formatIssues(result.issues.slice(0, 10)) }
}

function cut(text: string, maxCharacters: number): ShapedOutput {
  // Not between the halves of one character.
  const kept = text.slice(0, maxCharacters).replace(/[\ud800-\udbff]$/, '')
  const note = `cut: the first ${kept.length} of ${text.length} characters`
  return { output: `${kept}\n[${note}]`, note: `output ${note}` }
}
