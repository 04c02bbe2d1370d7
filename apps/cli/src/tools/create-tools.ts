import type { Clock, KeyValueStore, Tool } from '@llmgine/contracts'
import { calculatorTool } from './calculator/calculator-tool.ts'
import { createDateTimeTool } from './date-time/create-date-time-tool.ts'
import { openFolder } from './files/folder.ts'
import { createListFilesTool } from './files/list-files-tool.ts'
import { createReadFileTool } from './files/read-file-tool.ts'
import { createSearchFilesTool } from './files/search-files-tool.ts'
import { createAddTool } from './todo/create-add-tool.ts'
import { completeItems, createChangeTool, removeItems } from './todo/create-change-tool.ts'
import { createListTool } from './todo/create-list-tool.ts'
import { createTodoList } from './todo/todo-list.ts'

/**
 * The tools of the command line: arithmetic, date and time, the to-do list, and the files below a folder when one is given.
 *
 * @throws `cli.bad_folder`
 */
export async function createTools(world: {
  readonly values: KeyValueStore
  readonly clock: Clock
  readonly filesFolder?: string | undefined
}): Promise<readonly Tool[]> {
  const list = createTodoList(world.values, world.clock)
  const tools: Tool[] = [
    calculatorTool,
    createDateTimeTool(world),
    createListTool(list),
    createAddTool(list),
    createChangeTool(list, completeItems),
    createChangeTool(list, removeItems),
  ]
  if (world.filesFolder === undefined) return tools
  const folder = await openFolder(world.filesFolder)
  return [...tools, createListFilesTool(folder), createReadFileTool(folder), createSearchFilesTool(folder)]
}
