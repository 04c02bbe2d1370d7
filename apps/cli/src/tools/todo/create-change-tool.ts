import type { Tool } from '@llmgine/contracts'
import { defineTool } from '@llmgine/tools'
import { z } from 'zod'
import { clarifyItems, findItems, quoted } from './find-items.ts'
import { type TodoItem, type TodoList, todoItem, todoTimeoutMs } from './todo-list.ts'

/** How items of the list are changed. */
export interface TodoChange {
  readonly name: string
  readonly description: string
  readonly effects: 'update' | 'delete'
  /** `Remove "milk" from the to-do list`. */
  summary(items: string): string
  /** The item after the change; `undefined` when it goes. */
  after(item: TodoItem): TodoItem | undefined
}

/** Ticks items off. */
export const completeItems: TodoChange = {
  name: 'todo_complete',
  description: "Marks one or more items of the user's to-do list as done. They stay on the list.",
  effects: 'update',
  summary: (items) => `Mark ${items} as done`,
  after: (item) => ({ ...item, done: true }),
}

/** Takes items off the list. */
export const removeItems: TodoChange = {
  name: 'todo_remove',
  description: "Removes one or more items from the user's to-do list.",
  effects: 'delete',
  summary: (items) => `Remove ${items} from the to-do list`,
  after: () => undefined,
}

/** What such a tool answers with: the items as they were before. */
export const changeOutput = z.object({ items: z.array(todoItem) })
type ChangeOutput = z.infer<typeof changeOutput>

const input = z.object({
  items: z
    .array(z.string().trim().min(1).max(300))
    .min(1)
    .max(20)
    .describe('Their texts or ids, as todo_list shows them'),
})

/** A tool that changes items of the list which are there already. */
export function createChangeTool(list: TodoList, change: TodoChange): Tool<z.infer<typeof input>, ChangeOutput> {
  const apply = async (item: TodoItem): Promise<void> => {
    const after = change.after(item)
    await (after === undefined ? list.remove(item.id) : list.put(after))
  }
  const isApplied = async (item: TodoItem): Promise<boolean> => {
    const now = await list.get(item.id)
    return now?.done === change.after(item)?.done
  }
  return defineTool({
    name: change.name,
    version: '1',
    description: change.description,
    effects: change.effects,
    approval: 'always',
    timeoutMs: todoTimeoutMs,
    input,
    output: changeOutput,
    clarify: async ({ items }) => clarifyItems(await list.items(), items),
    async preview({ items }) {
      const found = findItems(await list.items(), items)
      const changes = found.map((item) => ({
        label: item.text,
        before: stateOf(item),
        after: stateOf(change.after(item)),
      }))
      return { summary: change.summary(quoted(found.map(({ text }) => text))), changes }
    },
    async execute({ items }, { callId }) {
      const found = (await list.receipt(callId)) ?? findItems(await list.items(), items)
      await list.keepReceipt(callId, found)
      for (const item of found) await apply(item)
      return { items: [...found] }
    },
    async reconcile(_input, { callId }) {
      const found = await list.receipt(callId)
      const applied = await Promise.all((found ?? []).map(isApplied))
      // Half a change is finished by the same call again: it goes by its receipt.
      if (found === undefined || applied.includes(false)) return { status: 'not-done' }
      return { status: 'done', output: { items: [...found] } }
    },
    async undo({ items }) {
      for (const item of items) await list.put(item)
    },
  })
}

function stateOf(item: TodoItem | undefined): string | undefined {
  if (item === undefined) return undefined
  return item.done ? 'done' : 'open'
}
