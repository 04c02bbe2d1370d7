import type { Schema, SchemaIssue } from './schema.ts'

type Kind = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'any'

/** What a field must be: a kind, several joined with `|`, and a question mark at the end when it may be missing. */
export type FieldRule = string

/**
 * The small schema that catalogue messages carry where trust changes hands. It checks that the value is an object and that each
 * named field is of the stated kind; fields it does not name pass through, so that a newer sender does not break an older receiver.
 *
 * @example
 * const schema = shape<{ id: string; note?: string }>({ id: 'string', note: 'string?' })
 */
// @__NO_SIDE_EFFECTS__
export function shape<Value>(fields: { readonly [Key in keyof Value]-?: FieldRule }): Schema<unknown, Value> {
  const rules = Object.entries<FieldRule>(fields).map(([name, rule]) => toRule(name, rule))
  return {
    '~standard': {
      version: 1,
      vendor: 'llmgine',
      validate(value) {
        if (kindOf(value) !== 'object') return { issues: [{ message: `expected object, got ${kindOf(value)}` }] }
        // Checked one line above: the value is a plain object, its fields are still unknown.
        const record = value as Record<string, unknown>
        const issues = rules.map((rule) => check(rule, record[rule.name])).filter((issue) => issue !== undefined)
        // Every named field has been checked when there are no issues.
        return issues.length > 0 ? { issues } : { value: value as Value }
      },
    },
  }
}

interface Rule {
  readonly name: string
  readonly kinds: readonly string[]
  readonly optional: boolean
}

function toRule(name: string, rule: FieldRule): Rule {
  const optional = rule.endsWith('?')
  return { name, optional, kinds: (optional ? rule.slice(0, -1) : rule).split('|') }
}

function check(rule: Rule, value: unknown): SchemaIssue | undefined {
  if (value === undefined && rule.optional) return undefined
  const kind = value === undefined ? 'nothing' : kindOf(value)
  if (rule.kinds.includes(kind) || (rule.kinds.includes('any') && value !== undefined)) return undefined
  return { message: `expected ${rule.kinds.join(' or ')}, got ${kind}`, path: [rule.name] }
}

function kindOf(value: unknown): Kind | 'null' | 'undefined' | 'function' {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  const kind = typeof value
  return kind === 'bigint' || kind === 'symbol' ? 'any' : kind
}
