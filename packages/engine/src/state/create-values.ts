import { LlmgineError } from '@llmgine/contracts'
import { toList } from './apply-operation.ts'
import { checkValue } from './check-value.ts'
import { freezeDeep } from './freeze-deep.ts'
import { isList } from './list.ts'
import type { StateSchemas } from './state-of.ts'
import { isTransient } from './transient.ts'
import type { Values } from './values.ts'

/**
 * The values of a state, checked, on top of others.
 *
 * @throws `engine.invalid_state` for a value that does not fit its schema, and for a key there is none for
 */
export async function createValues(schemas: StateSchemas, given: Values, base: Values): Promise<Values> {
  const values: Record<string, unknown> = { ...base }
  for (const key of Object.keys(given)) put(values, { schemas, key, value: await checkEntry(schemas, key, given[key]) })
  return Object.freeze(values)
}

/**
 * The same at once, for values that come with the program.
 *
 * @throws as {@link createValues}, and for a schema that takes its time
 */
export function createValuesNow(schemas: StateSchemas, given: Values, base: Values): Values {
  const values: Record<string, unknown> = { ...base }
  for (const key of Object.keys(given)) {
    const value = checkEntry(schemas, key, given[key])
    if (value instanceof Promise) throw asynchronous(key, value)
    put(values, { schemas, key, value })
  }
  return Object.freeze(values)
}

/** What every state begins with: its lists, empty. */
export function createEmptyLists(schemas: StateSchemas): Values {
  const lists = Object.entries(schemas).filter(([, schema]) => isList(schema))
  return Object.fromEntries(lists.map(([key]) => [key, toList([])]))
}

function checkEntry(schemas: StateSchemas, key: string, value: unknown): unknown {
  const schema = Object.hasOwn(schemas, key) ? schemas[key] : undefined
  if (schema === undefined) throw unknownKey(schemas, key)
  if (value === undefined) return undefined
  return checkValue(schema, value, () => ({
    code: 'engine.invalid_state',
    what: `The value of "${key}" does not fit its schema`,
    details: { key },
  }))
}

function put(
  values: Record<string, unknown>,
  { schemas, key, value }: { readonly schemas: StateSchemas; readonly key: string; readonly value: unknown },
): void {
  if (value === undefined) return
  const schema = schemas[key]
  if (isTransient(schema)) values[key] = value
  else values[key] = isList(schema) ? toList(freezeDeep(value, notPlain)) : freezeDeep(value, notPlain)

  function notPlain(place: string, got: string): LlmgineError {
    const message = `State is plain data, and "${key}" at ${place} is ${got}. Make the key transient, or write it as text or numbers.`
    return new LlmgineError('engine.invalid_state', message, { details: { key } })
  }
}

function unknownKey(schemas: StateSchemas, key: string): LlmgineError {
  const message = `The machine has no key "${key}". Its keys: ${Object.keys(schemas).join(', ')}.`
  return new LlmgineError('engine.invalid_state', message, { details: { key } })
}

function asynchronous(key: string, value: Promise<unknown>): LlmgineError {
  // Nobody looks at what becomes of it.
  value.catch(() => undefined)
  const message = `The schema of "${key}" takes its time, and this value has to be checked at once. Let the first action set it.`
  return new LlmgineError('engine.invalid_state', message, { details: { key } })
}
