import { LlmgineError } from '../errors/llmgine-error.ts'

/**
 * JSON with sorted keys and no white space: equal values give equal text, so that it can be compared and digested. Properties that are
 * `undefined` are left out, as JSON does.
 *
 * @throws `contracts.not_json` for what JSON cannot hold (a function, a bigint, NaN, a cycle), naming the path
 * @example
 * toCanonicalJson({ b: 1, a: [true] }) // '{"a":[true],"b":1}'
 */
export function toCanonicalJson(value: unknown): string {
  return write(value, [], [])
}

function write(value: unknown, path: readonly (string | number)[], above: readonly object[]): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value !== 'object') throw notJson(path, typeof value === 'number' ? String(value) : typeof value)
  if (above.includes(value)) throw notJson(path, 'a value that contains itself')
  const within = [...above, value]
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => write(item === undefined ? null : item, [...path, index], within)).join(',')}]`
  }
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${write(item, [...path, key], within)}`)
  return `{${entries.join(',')}}`
}

function notJson(path: readonly (string | number)[], got: string): LlmgineError {
  const where = path.length === 0 ? 'the value' : path.join('.')
  return new LlmgineError('contracts.not_json', `Expected plain JSON data, got ${got} at ${where}.`, {
    details: { path },
  })
}
