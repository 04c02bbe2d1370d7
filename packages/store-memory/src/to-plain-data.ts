import { LlmgineError } from '@llmgine/contracts'

/**
 * A frozen copy of a value as JSON keeps it: what is stored never changes, whatever becomes of the object it came from.
 *
 * @throws `store.not_json` for what JSON cannot hold (a bigint, a cycle, `undefined`)
 */
export function toPlainData<Value>(value: Value): Value {
  try {
    const copy = copyOf(value)
    if (copy === undefined) throw new TypeError(`got ${typeof value}`)
    // A value that is plain data, as everything that crosses a border must be, has the type it had before.
    return copy as Value
  } catch (cause) {
    throw notJson(cause)
  }
}

/** Copied part by part, which costs a third of writing it as JSON and reading it again. `undefined` for what JSON leaves out. */
function copyOf(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  // JSON knows no -0; adding 0 makes it 0.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null
  if (typeof value !== 'object') return leftOut(value)
  if (Array.isArray(value)) return Object.freeze(Array.from(value, (item) => copyOf(item) ?? null))
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = prototype === Object.prototype || prototype === null
  // An instance says itself what JSON makes of it, and so does a key that would not be a mere key.
  if (!isPlain || 'toJSON' in value || Object.hasOwn(value, '__proto__')) return freezeDeep(throughJson(value))
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const kept = copyOf(item)
    if (kept !== undefined) copy[key] = kept
  }
  return Object.freeze(copy)
}

function leftOut(value: unknown): undefined {
  if (typeof value === 'bigint') throw new TypeError('got a bigint')
  return undefined
}

function throughJson(value: object): unknown {
  const text: string | undefined = JSON.stringify(value)
  return text === undefined ? undefined : JSON.parse(text)
}

function freezeDeep(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  for (const item of Object.values(value)) freezeDeep(item)
  return Object.freeze(value)
}

function notJson(cause: unknown): LlmgineError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new LlmgineError('store.not_json', `Expected plain JSON data, which alone can be stored: ${reason}`, { cause })
}
