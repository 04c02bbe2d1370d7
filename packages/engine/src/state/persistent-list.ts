/**
 * One version of a list. Versions share a buffer: each sees its own first `length` items, and appending to the newest one is a push.
 * So a list of any length grows at the price of what is appended, and an older version never changes.
 */
export interface PersistentList {
  readonly buffer: unknown[]
  readonly length: number
}

/** The version with more items. Only one that others have grown past already is copied. */
export function appendToList({ buffer, length }: PersistentList, items: readonly unknown[]): PersistentList {
  const own = buffer.length === length ? buffer : buffer.slice(0, length)
  for (const item of items) own.push(item)
  return { buffer: own, length: own.length }
}

/** The items of this version from `start` to before `end`, counted like `Array.prototype.slice`. */
export function sliceList({ buffer, length }: PersistentList, start: number = 0, end: number = length): unknown[] {
  return buffer.slice(toPosition(start, length), toPosition(end, length))
}

function toPosition(index: number, length: number): number {
  const whole = Math.trunc(index) || 0
  return whole < 0 ? Math.max(length + whole, 0) : Math.min(whole, length)
}
