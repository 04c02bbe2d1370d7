import type { Schema, SchemaIssue, SchemaResult } from '@llmgine/contracts'

/** The schema of a key that holds a list: what is appended is checked alone, never the list again. Made by {@link list}. */
export interface ListSchema<Item> extends Schema<unknown, readonly Item[]> {
  readonly '~state': 'list'
  readonly item: Schema<unknown, Item>
}

/**
 * A key that holds a list. It is empty until something is appended, and appending costs the same however long it is.
 *
 * @example
 * const machine = defineMachine({ history: list(z.object({ role: z.string(), content: z.string() })) })
 */
export function list<Item>(item: Schema<unknown, Item>): ListSchema<Item> {
  const validate = (value: unknown): SchemaResult<readonly Item[]> | Promise<SchemaResult<readonly Item[]>> => {
    if (!Array.isArray(value)) return { issues: [{ message: `expected a list, got ${typeof value}` }] }
    const results = value.map((one: unknown) => item['~standard'].validate(one))
    const known = results.filter((result): result is SchemaResult<Item> => !(result instanceof Promise))
    return known.length === results.length ? join(known) : Promise.all(results).then(join)
  }
  return { '~state': 'list', item, '~standard': { version: 1, vendor: 'llmgine', validate } }
}

function join<Item>(results: readonly SchemaResult<Item>[]): SchemaResult<readonly Item[]> {
  const issues: SchemaIssue[] = []
  const value: Item[] = []
  for (const [index, result] of results.entries()) {
    if (result.issues === undefined) value.push(result.value)
    else issues.push(...result.issues.map((issue) => ({ ...issue, path: [index, ...(issue.path ?? [])] })))
  }
  return issues.length > 0 ? { issues } : { value }
}

/** Whether a schema is that of a list. */
export function isList(schema: Schema | undefined): schema is ListSchema<unknown> {
  return schema !== undefined && '~state' in schema && schema['~state'] === 'list'
}
