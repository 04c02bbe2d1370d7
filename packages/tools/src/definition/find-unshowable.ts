import type { Schema } from '@llmgine/contracts'
import type { FieldProblem } from './find-refused.ts'

/**
 * The field of a schema that has no JSON Schema. Standard JSON Schema tells only that there is one; schemas that show their parts
 * (zod's `shape`, `element`, `unwrap()`) are searched, others leave it at the whole.
 */
export function findUnshowable(schema: Schema, path: readonly string[] = []): FieldProblem | undefined {
  const reason = reasonOf(schema)
  if (reason === undefined) return undefined
  // A schema that contains itself has no bottom.
  if (path.length > 16) return { path, reason }
  for (const [name, part] of partsOf(schema)) {
    const found = findUnshowable(part, name === undefined ? path : [...path, name])
    if (found !== undefined) return found
  }
  return { path, reason }
}

function reasonOf(schema: Schema): string | undefined {
  try {
    schema['~standard'].jsonSchema?.input({ target: 'draft-2020-12' })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function partsOf(schema: Schema): readonly (readonly [name: string | undefined, part: Schema])[] {
  if ('shape' in schema && typeof schema.shape === 'object' && schema.shape !== null) {
    return Object.entries(schema.shape).filter((entry): entry is [string, Schema] => isSchema(entry[1]))
  }
  if ('element' in schema && isSchema(schema.element)) return [['[]', schema.element]]
  if ('unwrap' in schema && typeof schema.unwrap === 'function') {
    const inner: unknown = schema.unwrap()
    return isSchema(inner) ? [[undefined, inner]] : []
  }
  return []
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && '~standard' in value
}
