import { defineTool } from '@llmgine/tools'
import { z } from 'zod'
import { quoted } from './find-items.ts'
import { type TodoList, todoItem, todoTimeoutMs } from './todo-list.ts'

/** What the tool answers with: the items that are on the list because of the call. */
export const addOutput = z.object({ added: z.array(todoItem) })

/** Adds to the to-do list. */
export function createAddTool(list: TodoList) {
  return defineTool({
    name: 'todo_add',
    version: '1',
    description:
      "Adds one or more items to the user's to-do list. Use it when the user wants something noted to be done.",
    effects: 'create',
    approval: 'always',
    timeoutMs: todoTimeoutMs,
    input: z.object({
      items: z
        .array(z.string().trim().min(1).max(200))
        .min(1)
        .max(20)
        .describe('Each a few words, as the user said them'),
    }),
    output: addOutput,
    preview: ({ items }) => ({
      summary: `Add ${quoted(items)} to the to-do list`,
      changes: items.map((item) => ({ label: 'new item', after: item })),
    }),
    async execute({ items }, { callId }) {
      const added = []
      for (const [index, text] of items.entries()) added.push(await list.add(toId(callId, index), text))
      return { added }
    },
    async reconcile({ items }, { callId }) {
      const added = await Promise.all(items.map((_, index) => list.get(toId(callId, index))))
      const there = added.filter((item) => item !== undefined)
      // What is missing may be added by the same call again: an item is never added twice under one id.
      return there.length === items.length ? { status: 'done', output: { added: there } } : { status: 'not-done' }
    },
    async undo({ added }) {
      for (const { id } of added) await list.remove(id)
    },
  })
}

function toId(callId: string, index: number): string {
  return `${callId}#${index}`
}
