/** A field of an input, and what is wrong with it. */
export interface FieldProblem {
  readonly path: readonly string[]
  readonly reason: string
}

/** The first place of a JSON Schema that one of the large providers answers with a 400. */
export function findRefused(
  schema: Readonly<Record<string, unknown>>,
  path: readonly string[] = [],
): FieldProblem | undefined {
  if (schema.type === 'array' && typeof schema.items !== 'object') {
    return { path, reason: 'a list needs one schema for its items (a tuple has none)' }
  }
  for (const [name, field] of Object.entries(recordOf(schema.properties))) {
    if (!/^[\w.-]{1,64}$/.test(name)) {
      return { path: [...path, name], reason: 'a name must be 1 to 64 letters, digits, "_", "." or "-"' }
    }
    const found = findRefused(recordOf(field), [...path, name])
    if (found !== undefined) return found
  }
  for (const part of partsOf(schema)) {
    const found = findRefused(part, path)
    if (found !== undefined) return found
  }
  return undefined
}

/** What stands below a schema without a name of its own. */
function partsOf(schema: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const { items, additionalProperties, anyOf, oneOf, allOf, $defs } = schema
  const lists = [anyOf, oneOf, allOf].flatMap((list) => (Array.isArray(list) ? list : []))
  const parts = [items, additionalProperties, ...lists, ...Object.values(recordOf($defs))]
  return parts.filter((part) => typeof part === 'object' && part !== null).map(recordOf)
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  // An object that is read by name only; what it holds stays unknown.
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
