import { formatIssues, LlmgineError, type Schema, type SchemaResult } from '@llmgine/contracts'

/** How a value that does not fit is told of. */
export interface CheckFailure {
  readonly code: string
  /** What was to be, up to what is wrong with it: `Action "ask" wrote "blog"`. */
  readonly what: string
  readonly details: Readonly<Record<string, unknown>>
}

/**
 * A value as its schema lets it through: at once, unless the schema itself takes its time.
 *
 * @throws the failure's code, with what is wrong and where; never the value
 */
export function checkValue<Value>(
  schema: Schema<unknown, Value>,
  value: unknown,
  failure: () => CheckFailure,
): Value | Promise<Value> {
  const result = schema['~standard'].validate(value)
  return result instanceof Promise
    ? result.then((late) => acceptedValue(late, failure))
    : acceptedValue(result, failure)
}

function acceptedValue<Value>(result: SchemaResult<Value>, failure: () => CheckFailure): Value {
  if (result.issues === undefined) return result.value
  const { code, what, details } = failure()
  throw new LlmgineError(code, `${what}: ${formatIssues(result.issues)}.`, { details })
}
