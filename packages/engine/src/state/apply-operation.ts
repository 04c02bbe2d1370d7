import type { PatchOperation } from '@llmgine/contracts'
import { isList } from './list.ts'
import { createListView, listOf } from './list-view.ts'
import { appendToList } from './persistent-list.ts'
import type { StateSchemas } from './state-of.ts'

/** What an operation needs besides the values it changes. */
export interface OperationContext {
  readonly schemas: StateSchemas
  /** What a logged message is in a conversation. */
  readonly resolve: (messageId: string) => unknown
}

/**
 * Does one operation of a patch to values that nobody has seen yet. It is the one way a state changes, live and when it is read from the
 * log. A key the machine does not have any more is left out.
 */
export function applyOperation(
  values: Record<string, unknown>,
  operation: PatchOperation,
  { schemas, resolve }: OperationContext,
): void {
  const { key } = operation
  const schema = Object.hasOwn(schemas, key) ? schemas[key] : undefined
  if (schema === undefined) return
  switch (operation.op) {
    case 'set':
      values[key] = isList(schema) ? toList(operation.value) : operation.value
      return
    case 'append':
      values[key] = grown(values[key], ['message' in operation ? resolve(operation.message) : operation.value])
      return
    case 'extend':
      values[key] = grown(values[key], operation.values)
      return
    case 'increment':
      values[key] = Number(values[key] ?? 0) + operation.by
      return
    case 'remove':
      if (isList(schema)) values[key] = createListView(emptyList())
      else delete values[key]
  }
}

/** A list of its own with these items. */
export function toList(items: unknown): readonly unknown[] {
  return grown(undefined, Array.isArray(items) ? items : [])
}

function grown(before: unknown, items: readonly unknown[]): readonly unknown[] {
  return createListView(appendToList(listOf(before) ?? emptyList(), items))
}

function emptyList(): { readonly buffer: unknown[]; readonly length: number } {
  return { buffer: [], length: 0 }
}
