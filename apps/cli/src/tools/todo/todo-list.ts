import type { Clock, KeyValueStore } from '@llmgine/contracts'
import { z } from 'zod'

/** Something to be done. */
export type TodoItem = z.infer<typeof todoItem>
export const todoItem = z.object({ id: z.string(), text: z.string(), done: z.boolean(), addedAt: z.number() })

/**
 * The to-do list, one key an item. An item's id is made of the call that added it and its place among the items of that call, and a
 * call that changes items writes down which before it does: so the same call, made again after a crash, does nothing twice.
 */
export interface TodoList {
  /** In the order in which they were added. */
  items(): Promise<readonly TodoItem[]>
  get(id: string): Promise<TodoItem | undefined>
  /** Adds an item unless its id is there already. */
  add(id: string, text: string): Promise<TodoItem>
  /** Writes an item as it is given. */
  put(item: TodoItem): Promise<void>
  remove(id: string): Promise<void>
  /** What a call is about to change, as it was before; absent when the call never came so far. */
  receipt(callId: string): Promise<readonly TodoItem[] | undefined>
  /** Writes down what a call is about to change, before it does. The first time counts. */
  keepReceipt(callId: string, items: readonly TodoItem[]): Promise<void>
}

/**
 * What a change may take. It takes milliseconds; after a crash, so long is waited for a process that may still be at it, before it is
 * found out whether the change took place.
 */
export const todoTimeoutMs = 3_000

const prefix = 'todo/item/'
const receiptPrefix = 'todo/receipt/'

/** @throws `store.*` when the store cannot be read or written */
export function createTodoList(values: KeyValueStore, clock: Clock): TodoList {
  const get = async (id: string): Promise<TodoItem | undefined> => {
    const value = await values.get(prefix + id)
    return value === undefined ? undefined : todoItem.parse(value)
  }
  return {
    get,
    async items() {
      const items: TodoItem[] = []
      for await (const [, value] of values.entries(prefix)) items.push(todoItem.parse(value))
      return items.toSorted((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1))
    },
    async add(id, text) {
      const item = { id, text, done: false, addedAt: clock.now() }
      const added = await values.set(prefix + id, item, { onlyIfAbsent: true })
      return added ? item : ((await get(id)) ?? item)
    },
    async put(item) {
      await values.set(prefix + item.id, item)
    },
    async remove(id) {
      await values.delete(prefix + id)
    },
    async receipt(callId) {
      const value = await values.get(receiptPrefix + callId)
      return value === undefined ? undefined : z.array(todoItem).parse(value)
    },
    async keepReceipt(callId, items) {
      await values.set(receiptPrefix + callId, items, { onlyIfAbsent: true })
    },
  }
}
