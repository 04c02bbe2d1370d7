import { hash } from 'node:crypto'
import { defineTool } from '@llmgine/tools'
import { z } from 'zod'
import { quoted } from './find-items.ts'
import { type TodoItem, type TodoList, todoTimeoutMs } from './todo-list.ts'

/** What the tool answers with: the items that are on the list because of the call. */
export const addOutput = z.object({ added: z.array(z.object({ id: z.string(), text: z.string() })) })

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
      const added: TodoItem[] = []
      for (const [index, text] of items.entries()) added.push(await list.add(toId(callId, index), text))
      return toOutput(added)
    },
    async reconcile({ items }, { callId }) {
      const added = await Promise.all(items.map((_, index) => list.get(toId(callId, index))))
      const there = added.filter((item) => item !== undefined)
      // What is missing may be added by the same call again: an item is never added twice under one id.
      return there.length === items.length ? { status: 'done', output: toOutput(there) } : { status: 'not-done' }
    },
    async undo({ added }) {
      for (const { id } of added) await list.remove(id)
    },
  })
}

function toOutput(items: readonly TodoItem[]): z.infer<typeof addOutput> {
  return { added: items.map(({ id, text }) => ({ id, text })) }
}

/** Short, because models have to write it; always the same for a call and its item; in the items' order within a call. */
function toId(callId: string, index: number): string {
  return hash('sha256', callId, 'base64url').slice(0, 8) + index.toString(36)
}
