import { redactText } from './redact-text.ts'
import { isSecretName } from './secret-names.ts'

/** What is known to be secret, and how much of a value is kept. */
export interface RedactOptions {
  /** Texts that must not appear anywhere, whatever they look like: the keys an application holds. Those under 4 characters are ignored. */
  readonly secrets?: readonly string[] | undefined
  /** How deep objects may lie in each other. @default 6 */
  readonly maxDepth?: number | undefined
  /** How many values are kept in all, and of one list. @default 1,000 */
  readonly maxValues?: number | undefined
  /** How much of one text is kept. @default 2,000 */
  readonly maxCharacters?: number | undefined
}

/**
 * A copy of a value without its secrets, as plain data of bounded size, fit to be logged or exported. What stands under a name like
 * `apiKey`, `authorization`, `password` or `token` goes, and so does what looks like a secret inside a text: `Bearer …`, `sk-…`, a JSON Web
 * Token, a private key, credentials in an address. It errs on the side of taking out too much. The value itself is not changed.
 *
 * @example
 * redact({ apiKey: 'sk-123', note: 'sent Bearer abc.def.ghi' }) // { apiKey: '[redacted]', note: 'sent Bearer [redacted]' }
 */
export function redact(value: unknown, options: RedactOptions = {}): unknown {
  const { secrets = [], maxDepth = 6, maxValues = 1_000, maxCharacters = 2_000 } = options
  return copy(value, { above: [], budget: { left: maxValues }, secrets, maxDepth, maxValues, maxCharacters })
}

interface Walk extends Required<{ [Key in keyof RedactOptions]: NonNullable<RedactOptions[Key]> }> {
  readonly above: readonly object[]
  /** Shared by the whole walk. */
  readonly budget: { left: number }
}

function copy(value: unknown, walk: Walk): unknown {
  walk.budget.left -= 1
  if (typeof value === 'string') return redactText(value, walk)
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || value === undefined) return value
  if (typeof value !== 'object') return redactText(String(value), walk)
  if (walk.above.includes(value)) return '[circular]'
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString()
  const within = { ...walk, above: [...walk.above, value] }
  const isTooDeep = within.above.length > walk.maxDepth
  if (Array.isArray(value)) return isTooDeep ? `[list of ${value.length}]` : copyList(value, within)
  if (value instanceof Map || value instanceof Set) return `[${value.constructor.name} of ${value.size}]`
  return isTooDeep ? '[object]' : copyObject(value, within)
}

function copyList(list: readonly unknown[], walk: Walk): unknown[] {
  const kept: unknown[] = []
  for (const item of list) {
    if (walk.budget.left <= 0) return [...kept, `[${list.length - kept.length} more]`]
    kept.push(copy(item, walk))
  }
  return kept
}

function copyObject(object: object, walk: Walk): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  const names = object instanceof Error ? ['name', 'message', ...Object.keys(object), 'cause'] : Object.keys(object)
  for (const name of new Set(names)) {
    if (walk.budget.left <= 0) {
      kept['…'] = '[more]'
      return kept
    }
    const value = read(object, name)
    if (value === undefined) continue
    const safe = isSecretName(name, value) ? '[redacted]' : copy(value, walk)
    // As a plain assignment, `__proto__` would change the object instead of standing in it.
    Object.defineProperty(kept, redactText(name, walk), {
      value: safe,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return kept
}

function read(object: object, name: string): unknown {
  try {
    return Reflect.get(object, name)
  } catch {
    return '[unreadable]'
  }
}
