import type { Schema, SchemaJsonConverter } from '@llmgine/contracts'
import { findRefused } from './find-refused.ts'
import { findUnshowable } from './find-unshowable.ts'

type JsonSchema = Readonly<Record<string, unknown>>

/** A tool's input as JSON Schema of an object, or the reason why it cannot be shown. */
export function toParameters(input: Schema): { readonly parameters: JsonSchema } | { readonly problem: string } {
  const standard = input?.['~standard']
  if (typeof standard?.validate !== 'function')
    return { problem: 'its `input` is no schema (zod, valibot, arktype, …)' }
  const { jsonSchema } = standard
  if (jsonSchema === undefined) {
    return { problem: `its \`input\` cannot be shown as JSON Schema: ${standard.vendor} does not offer it` }
  }
  const converted = convert(jsonSchema)
  if ('error' in converted) {
    const { path, reason } = findUnshowable(input) ?? { path: [], reason: converted.error }
    return { problem: `${nameOf(path)} cannot be shown as JSON Schema: ${reason}` }
  }
  const { $schema: _, ...parameters } = converted.schema
  if (parameters.type !== 'object') {
    const kind = typeof parameters.type === 'string' ? `"${parameters.type}"` : 'a choice between schemas'
    return { problem: `its \`input\` must be a schema of an object, not ${kind}, because providers take nothing else` }
  }
  const refused = findRefused(parameters)
  if (refused !== undefined)
    return { problem: `${nameOf(refused.path)} would be refused by a provider: ${refused.reason}` }
  return { parameters }
}

function convert(converter: SchemaJsonConverter): { readonly schema: JsonSchema } | { readonly error: string } {
  try {
    return { schema: converter.input({ target: 'draft-2020-12' }) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function nameOf(path: readonly string[]): string {
  return path.length === 0 ? 'its `input`' : `the field "${path.join('.')}" of its \`input\``
}
