import { type Interaction, LlmgineError, type Message, type PatchOperation } from '@llmgine/contracts'
import type { StateSchemas } from '../state/state-of.ts'
import type { Values } from '../state/values.ts'
import type { WaitFor } from './patch.ts'
import { writeKey } from './write-key.ts'

/** An action's answer, and what it is held to. */
export interface GivenPatch {
  readonly schemas: StateSchemas
  /** The action's name in its machine. */
  readonly name: string
  readonly writes: readonly string[]
  /** The state before it. */
  readonly state: Values
  /** What the action answered with. */
  readonly got: unknown
}

/** A patch that was checked and applied. */
export interface AppliedPatch {
  readonly state: Values
  /** What the log keeps of it: nothing transient. */
  readonly operations: readonly PatchOperation[]
  /** The logged messages that it refers to. */
  readonly messages: readonly Message[]
  readonly waitFor: readonly (string | Interaction)[]
}

/**
 * Checks an action's patch and makes the state after it. Only what the patch carries is checked.
 *
 * @throws `engine.missing_write`, `engine.undeclared_write`, `engine.invalid_write`
 */
export async function applyPatch(given: GivenPatch): Promise<AppliedPatch> {
  const { schemas, name, writes, state } = given
  const patch = toPatch(given)
  const draft = { schemas, name, values: { ...state }, operations: [], messages: [] }
  for (const key of writes) await writeKey(draft, key, patch[key])
  const { values, operations, messages } = draft
  return {
    state: writes.length === 0 ? state : Object.freeze(values),
    operations,
    messages,
    waitFor: toList(patch.waitFor),
  }
}

type AnyPatch = Values & { readonly waitFor?: WaitFor | undefined }

/** The answer, when it carries what was declared and nothing else. */
function toPatch({ name, writes, got }: GivenPatch): AnyPatch {
  if (got === undefined && writes.length === 0) return {}
  if (typeof got !== 'object' || got === null) throw missingWrite(name, writes)
  // It is an object; what its keys hold is checked when they are written.
  const patch = got as AnyPatch
  const missing = writes.filter((key) => !Object.hasOwn(patch, key))
  if (missing.length > 0) throw missingWrite(name, missing)
  for (const key of Object.keys(patch)) {
    if (key !== 'waitFor' && !writes.includes(key)) throw undeclaredWrite(name, key, writes)
  }
  return patch
}

function toList(waitFor: WaitFor | undefined): readonly (string | Interaction)[] {
  if (waitFor === undefined) return nobody
  return typeof waitFor === 'string' || 'kind' in waitFor ? [waitFor] : waitFor
}

const nobody: readonly never[] = Object.freeze([])

function missingWrite(action: string, keys: readonly string[]): LlmgineError {
  const message = `Action "${action}" did not write ${quote(keys)}, which it declares. Return a value or a change for every key it writes.`
  return new LlmgineError('engine.missing_write', message, { details: { action, keys } })
}

function undeclaredWrite(action: string, key: string, writes: readonly string[]): LlmgineError {
  const declared = writes.length === 0 ? 'It declares no writes.' : `It declares ${quote(writes)}.`
  const message = `Action "${action}" wrote "${key}", which it does not declare. ${declared}`
  return new LlmgineError('engine.undeclared_write', message, { details: { action, key } })
}

function quote(keys: readonly string[]): string {
  return keys.map((key) => `"${key}"`).join(', ')
}
