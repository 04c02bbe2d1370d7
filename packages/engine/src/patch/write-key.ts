import { LlmgineError, type Message, type PatchOperation, type Schema } from '@llmgine/contracts'
import { applyOperation } from '../state/apply-operation.ts'
import { checkValue } from '../state/check-value.ts'
import { freezeDeep } from '../state/freeze-deep.ts'
import { isList } from '../state/list.ts'
import { listOf } from '../state/list-view.ts'
import type { StateSchemas } from '../state/state-of.ts'
import { isTransient } from '../state/transient.ts'
import { type Change, isChange } from './change.ts'
import { isLogged } from './logged.ts'

/** A patch on its way: values that nobody has seen yet. */
export interface PatchDraft {
  readonly schemas: StateSchemas
  /** The action's name in its machine. */
  readonly name: string
  readonly values: Record<string, unknown>
  readonly operations: PatchOperation[]
  readonly messages: Message[]
}

/**
 * Checks what a patch says of one key and does it.
 *
 * @throws `engine.invalid_write`
 */
export async function writeKey(draft: PatchDraft, key: string, entry: unknown): Promise<void> {
  const { schemas, values } = draft
  const change: Change = isChange(entry) ? entry : { '~change': 'set', value: entry }
  const schema = schemas[key]
  if (schema === undefined) throw refuse(draft, key, 'it is no key of the machine')
  if (isTransient(schema)) return writeTransient(draft, key, change)
  switch (change['~change']) {
    case 'set': {
      const value = await check(draft, { key, schema, value: change.value })
      return operate(
        draft,
        value === undefined ? { op: 'remove', key } : { op: 'set', key, value: keep(draft, key, value) },
      )
    }
    case 'append':
      return addItems(draft, key, [change.item])
    case 'extend':
      return addItems(draft, key, change.items)
    case 'increment': {
      const before = values[key] ?? 0
      if (typeof before !== 'number') throw refuse(draft, key, 'only a number can be incremented')
      await check(draft, { key, schema, value: before + change.by })
      return operate(draft, { op: 'increment', key, by: change.by })
    }
    case 'remove':
      return operate(draft, { op: 'remove', key })
  }
}

function writeTransient(draft: PatchDraft, key: string, change: Change): void {
  if (change['~change'] === 'set') draft.values[key] = change.value
  else if (change['~change'] === 'remove') delete draft.values[key]
  else throw refuse(draft, key, 'a transient key can only be set or removed')
}

async function addItems(draft: PatchDraft, key: string, items: readonly unknown[]): Promise<void> {
  const list = draft.schemas[key]
  if (!isList(list)) throw refuse(draft, key, 'only a key with the schema `list(…)` can be appended to')
  let plain: unknown[] = []
  const flush = (): void => {
    if (plain.length > 0) operate(draft, toOperation(key, plain))
    plain = []
  }
  for (const item of items) {
    const value = await check(draft, { key, schema: list.item, value: isLogged(item) ? item['~logged'] : item })
    if (isLogged(item)) {
      flush()
      draft.messages.push(item.message)
      operate(draft, { op: 'append', key, message: item.message.id }, keep(draft, key, item['~logged']))
    } else plain.push(keep(draft, key, value))
  }
  flush()
}

function toOperation(key: string, values: readonly unknown[]): PatchOperation {
  return values.length === 1 ? { op: 'append', key, value: values[0] } : { op: 'extend', key, values }
}

function operate(draft: PatchDraft, operation: PatchOperation, logged?: unknown): void {
  draft.operations.push(operation)
  applyOperation(draft.values, operation, { schemas: draft.schemas, resolve: () => logged })
}

/** A value as it stays in the state: read-only, and such that the log gives it back as it is. */
function keep<Value>(draft: PatchDraft, key: string, value: Value): Value {
  return freezeDeep(value, (place, got) =>
    refuse(
      draft,
      key,
      `state is plain data, and at ${place} it is ${got}; make the key transient, or write it as text or numbers`,
    ),
  )
}

function check(
  draft: PatchDraft,
  { key, schema, value }: { readonly key: string; readonly schema: Schema; readonly value: unknown },
): unknown {
  // A list that comes from the state is handed on as an ordinary one, because it goes into the log.
  const plain = listOf(value) === undefined ? value : [...(value as Iterable<unknown>)]
  return checkValue(schema, plain, () => ({
    code: 'engine.invalid_write',
    what: `Action "${draft.name}" wrote "${key}" with a value that does not fit its schema`,
    details: { action: draft.name, key },
  }))
}

function refuse(draft: PatchDraft, key: string, reason: string): LlmgineError {
  return new LlmgineError('engine.invalid_write', `Action "${draft.name}" cannot write "${key}" this way: ${reason}.`, {
    details: { action: draft.name, key },
  })
}
