/** Stands for a value that plain JSON data cannot hold. */
export const notPlain: unique symbol = Symbol('not plain')

/** Deeper than any arguments may be nested, and shallow enough for the stack. */
const maxDepth = 100

/**
 * A copy that shares nothing with a value of plain JSON data; `notPlain` for anything else, such as a date. Properties that are `undefined`
 * are left out, as JSON does.
 */
export function copyPlain(value: unknown, depth = 0): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : notPlain
  if (typeof value !== 'object' || depth > maxDepth) return notPlain
  return Array.isArray(value) ? copyList(value, depth) : copyRecord(value, depth)
}

function copyList(list: readonly unknown[], depth: number): unknown {
  const copies: unknown[] = []
  for (const item of list) {
    const copy = item === undefined ? null : copyPlain(item, depth + 1)
    if (copy === notPlain) return notPlain
    copies.push(copy)
  }
  return copies
}

function copyRecord(record: object, depth: number): unknown {
  const prototype: unknown = Object.getPrototypeOf(record)
  if (prototype !== Object.prototype && prototype !== null) return notPlain
  const copies: Record<string, unknown> = {}
  for (const [name, item] of Object.entries(record)) {
    if (item === undefined) continue
    const copy = copyPlain(item, depth + 1)
    // A name that would set the copy's prototype is none of plain data.
    if (copy === notPlain || name === '__proto__') return notPlain
    copies[name] = copy
  }
  return copies
}
