import { LlmgineError } from '@llmgine/contracts'

/**
 * A frozen copy of a value as JSON keeps it: what is stored never changes, whatever becomes of the object it came from.
 *
 * @throws `store.not_json` for what JSON cannot hold (a bigint, a cycle, `undefined`)
 */
export function toPlainData<Value>(value: Value): Value {
  try {
    // A value that is plain data, as everything that crosses a border must be, has the type it had before.
    return freezeDeep(JSON.parse(JSON.stringify(value))) as Value
  } catch (cause) {
    throw notJson(cause)
  }
}

/** Not by a reviver of `JSON.parse`, which costs several times as much. What JSON made has no cycle. */
function freezeDeep(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  for (const item of Object.values(value)) freezeDeep(item)
  return Object.freeze(value)
}

function notJson(cause: unknown): LlmgineError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new LlmgineError('store.not_json', `Expected plain JSON data, which alone can be stored: ${reason}`, { cause })
}
