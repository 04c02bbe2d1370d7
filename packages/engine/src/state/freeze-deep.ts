import { listOf } from './list-view.ts'

/** Makes plain data read-only, all the way down. What is frozen already is taken to be so to its ground. */
export function freezeDeep<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || listOf(value) !== undefined) return value
  Object.freeze(value)
  for (const part of Object.values(value)) freezeDeep(part)
  return value
}
