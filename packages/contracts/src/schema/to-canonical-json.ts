import { LlmgineError } from '../errors/llmgine-error.ts'

/**
 * JSON with sorted keys and no white space: equal values give equal text, so that it can be compared and digested. Properties that are
 * `undefined` are left out, as JSON does.
 *
 * @throws `contracts.not_json` for what JSON cannot hold (a function, a bigint, NaN, a class instance, a cycle), naming the path
 * @example
 * toCanonicalJson({ b: 1, a: [true] }) // '{"a":[true],"b":1}'
 */
export function toCanonicalJson(value: unknown): string {
  return write(value, { path: [], above: [] })
}

/** Where the writer is: grown and shrunk as it goes, because a copy at every value would cost more than the writing. */
interface Place {
  readonly path: (string | number)[]
  readonly above: object[]
}

function write(value: unknown, place: Place): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value !== 'object') throw notJson(place, typeof value === 'number' ? String(value) : typeof value)
  if (place.above.includes(value)) throw notJson(place, 'a value that contains itself')
  place.above.push(value)
  const text = Array.isArray(value) ? writeList(value, place) : writeRecord(value, place)
  place.above.pop()
  return text
}

function writeList(list: readonly unknown[], place: Place): string {
  let text = ''
  for (const [index, item] of list.entries()) {
    place.path.push(index)
    text += (index === 0 ? '' : ',') + write(item === undefined ? null : item, place)
    place.path.pop()
  }
  return `[${text}]`
}

function writeRecord(record: object, place: Place): string {
  if (!isPlain(record)) throw notJson(place, `an instance of ${record.constructor?.name ?? 'a class'}`)
  // Its own enumerable properties are read by name, whatever they hold.
  const values = record as Readonly<Record<string, unknown>>
  let text = ''
  for (const key of Object.keys(values).sort()) {
    const item = values[key]
    if (item === undefined) continue
    place.path.push(key)
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${write(item, place)}`
    place.path.pop()
  }
  return `{${text}}`
}

/** Also of another realm, whose `Object.prototype` is another object. */
function isPlain(record: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(record)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

function notJson({ path }: Place, got: string): LlmgineError {
  const where = path.length === 0 ? 'the value' : path.join('.')
  return new LlmgineError('contracts.not_json', `Expected plain JSON data, got ${got} at ${where}.`, {
    details: { path: [...path] },
  })
}
