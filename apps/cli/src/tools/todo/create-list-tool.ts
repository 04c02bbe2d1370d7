import { defineTool } from '@llmgine/tools'
import { z } from 'zod'
import type { TodoList } from './todo-list.ts'

/** What the tool answers with. */
export const listOutput = z.object({
  items: z.array(z.object({ id: z.string(), text: z.string(), done: z.boolean() })),
})

/** Shows the to-do list. */
export function createListTool(list: TodoList) {
  return defineTool({
    name: 'todo_list',
    version: '1',
    description: "Shows the user's to-do list: every item with its text, its id, and whether it is done.",
    effects: 'read',
    input: z.object({}),
    output: listOutput,
    execute: async () => ({ items: (await list.items()).map(({ id, text, done }) => ({ id, text, done })) }),
  })
}
