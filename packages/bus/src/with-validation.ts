import {
  defineLayer,
  formatIssues,
  type Layer,
  LlmgineError,
  type MessageDefinition,
  type MessageLayerCall,
  type Schema,
  type SchemaResult,
} from '@llmgine/contracts'

/** What is known besides what messages are sent by. */
export interface ValidationOptions {
  /** Definitions of messages that are dispatched, as they come from a store or another process: then only their type is known. */
  readonly definitions?: readonly MessageDefinition[] | undefined
}

/**
 * A layer that checks payloads, and results of commands, with the schemas of their definitions. What the schema makes of a value (defaults,
 * conversions) goes on in its place. What has no schema passes.
 *
 * @throws `bus.invalid_payload`, `bus.invalid_result`
 * @example
 * bus.use(withValidation({ definitions: [AssignTask] }))
 */
export function withValidation({ definitions = [] }: ValidationOptions = {}): Layer<MessageLayerCall> {
  const known = new Map(definitions.map((definition) => [`${definition.kind} ${definition.type}`, definition]))
  return defineLayer<MessageLayerCall>('validation', {}, (call, next) => {
    const { kind, type } = call.message
    const definition = call.definition ?? known.get(`${kind} ${type}`)
    const payload = schemaOf(definition, 'payload')
    const result = schemaOf(definition, 'result')
    const goOn = (input: unknown): Promise<unknown> => {
      const answer = input === call.input ? next() : next({ input })
      return result === undefined ? answer : answer.then((value) => check(result, value, { type, what: 'result' }))
    }
    if (payload === undefined) return goOn(call.input)
    const input = check(payload, call.input, { type, what: 'payload' })
    return input instanceof Promise ? input.then(goOn) : goOn(input)
  })
}

function schemaOf(definition: MessageDefinition | undefined, of: 'payload' | 'result'): Schema | undefined {
  if (definition === undefined || !(of in definition)) return undefined
  // Definitions of commands and events have schemas under these two names, or `undefined`.
  return (definition as MessageDefinition & { readonly [Key in typeof of]?: Schema })[of]
}

/** A promise only when the schema has asynchronous rules, so that a message is not delayed for nothing. */
function check(schema: Schema, value: unknown, of: Checked): unknown {
  const result = schema['~standard'].validate(value)
  return result instanceof Promise ? result.then((found) => accept(found, of)) : accept(result, of)
}

function accept(result: SchemaResult<unknown>, { type, what }: Checked): unknown {
  if (result.issues === undefined) return result.value
  const issues = formatIssues(result.issues)
  const code = what === 'payload' ? 'bus.invalid_payload' : 'bus.invalid_result'
  throw new LlmgineError(code, `The ${what} of "${type}" does not fit its schema: ${issues}`, {
    details: { type, issues },
  })
}

interface Checked {
  readonly type: string
  readonly what: 'payload' | 'result'
}
