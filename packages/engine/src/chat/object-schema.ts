import type { Schema } from '@llmgine/contracts'

/** A small schema for values that this package writes itself: an object whose named fields are there and of these types. */
export function objectSchema<Value extends object>(
  fields: {
    readonly [Key in keyof Value]?: 'string' | 'number' | 'object' | 'content'
  },
): Schema<unknown, Value> {
  const rules = Object.entries<string | undefined>(fields)
  return {
    '~standard': {
      version: 1,
      vendor: 'llmgine',
      validate(value) {
        if (typeof value !== 'object' || value === null) return { issues: [{ message: 'expected an object' }] }
        const wrong = rules.filter(([name, rule]) => !fits(Reflect.get(value, name), rule))
        if (wrong.length > 0) {
          return { issues: wrong.map(([name, rule]) => ({ message: `expected ${rule}`, path: [name] })) }
        }
        // Its named fields were checked; the others pass as they are.
        return { value: value as Value }
      },
    },
  }
}

function fits(value: unknown, rule: string | undefined): boolean {
  if (rule === 'content') return typeof value === 'string' || Array.isArray(value)
  return typeof value === rule && value !== null
}
