import { listOf } from './list-view.ts'

/** How the place of something that is no plain data is told of. */
export type NotPlain = (place: string, got: string) => Error

const maxDepth = 500

/**
 * Makes plain data read-only, all the way down. What is frozen already is taken to be so, and plain, to its ground.
 *
 * @throws what `notPlain` makes, for what JSON would lose: a class instance, a function, `NaN`, `undefined` in a list, a value within itself
 */
export function freezeDeep<Value>(value: Value, notPlain: NotPlain): Value {
  freeze(value, [], notPlain)
  return value
}

function freeze(value: unknown, path: string[], notPlain: NotPlain): void {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return
  if (typeof value === 'number' && Number.isFinite(value)) return
  if (typeof value !== 'object') throw notPlain(placeOf(path), typeof value === 'number' ? String(value) : typeof value)
  if (Object.isFrozen(value) || listOf(value) !== undefined) return
  if (path.length > maxDepth) throw notPlain(placeOf(path.slice(0, 3)), 'a value within itself')
  if (!Array.isArray(value) && !isRecord(value)) throw notPlain(placeOf(path), value.constructor?.name ?? 'an object')
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined && !Array.isArray(value)) continue
    path.push(key)
    freeze(part, path, notPlain)
    path.pop()
  }
  Object.freeze(value)
}

function isRecord(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function placeOf(path: readonly string[]): string {
  return path.length === 0 ? 'the value itself' : path.join('.')
}
