import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ToolContext } from '@llmgine/contracts'
import { createSqliteStore, type SqliteStore } from '@llmgine/store-sqlite'
import { createFakeClock, type FakeClock } from '@llmgine/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAddTool } from './create-add-tool.ts'
import { completeItems, createChangeTool, removeItems } from './create-change-tool.ts'
import { createTodoList, type TodoList } from './todo-list.ts'

let folder = ''
let store: SqliteStore
let list: TodoList
let clock: FakeClock
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'llmgine-todo-'))
  store = createSqliteStore({ path: join(folder, 'test.db') })
  clock = createFakeClock()
  list = createTodoList(store.values, clock)
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const call = (callId: string): ToolContext => ({ callId, signal: new AbortController().signal, progress() {} })
const texts = async (): Promise<string[]> => (await list.items()).map(({ text, done }) => (done ? `${text} ✓` : text))

describe('todo_add', () => {
  test('adds in order, and the same call adds nothing twice', async () => {
    const tool = createAddTool(list)
    const first = await tool.execute({ items: ['milk', 'eggs'] }, call('s/1/0'))
    expect(await tool.execute({ items: ['milk', 'eggs'] }, call('s/1/0'))).toEqual(first)
    await clock.advance(1)
    await tool.execute({ items: ['milk'] }, call('s/2/0'))
    expect(await texts()).toEqual(['milk', 'eggs', 'milk'])
  })

  test('knows whether it took place, and finishes what was half done', async () => {
    const tool = createAddTool(list)
    const input = { items: ['milk', 'eggs'] }
    expect(await tool.reconcile?.(input, call('s/1/0'))).toEqual({ status: 'not-done' })
    const { added } = await tool.execute({ items: ['milk'] }, call('s/1/0'))
    expect(await tool.reconcile?.(input, call('s/1/0'))).toEqual({ status: 'not-done' })
    const output = await tool.execute(input, call('s/1/0'))
    expect(output.added[0]).toEqual(added[0])
    expect(await texts()).toEqual(['milk', 'eggs'])
    expect(await tool.reconcile?.(input, call('s/1/0'))).toEqual({ status: 'done', output })
  })

  test('can be taken back', async () => {
    const tool = createAddTool(list)
    await tool.undo?.(await tool.execute({ items: ['milk'] }, call('a')), call('b'))
    expect(await texts()).toEqual([])
  })
})

describe('todo_complete and todo_remove', () => {
  let ids: readonly string[] = []
  beforeEach(async () => {
    const { added } = await createAddTool(list).execute({ items: ['Oat milk', 'eggs', 'call Ana'] }, call('add'))
    ids = added.map(({ id }) => id)
  })

  test('find items by text in any letter case, by part of it, by id', async () => {
    const complete = createChangeTool(list, completeItems)
    await complete.execute({ items: ['the MILK', 'eggs'] }, call('1'))
    await createChangeTool(list, removeItems).execute({ items: [ids[2] ?? ''] }, call('2'))
    expect(await texts()).toEqual(['Oat milk ✓', 'eggs ✓'])
  })

  test('ask which one is meant when there are several', async () => {
    await clock.advance(1)
    const { added } = await createAddTool(list).execute({ items: ['soy milk'] }, call('more'))
    const [oat, soy] = [ids[0], added[0]?.id]
    const remove = createChangeTool(list, removeItems)
    const question = await remove.clarify?.({ items: ['eggs', 'milk'] }, call('1'))
    expect(question).toEqual({
      question: 'Which one is "milk"?',
      options: [
        { id: oat, label: 'Oat milk', input: { items: ['eggs', oat] } },
        { id: soy, label: 'soy milk', input: { items: ['eggs', soy] } },
      ],
    })
    expect(await remove.clarify?.({ items: ['eggs', oat ?? ''] }, call('1'))).toBeUndefined()
    await expect(remove.execute({ items: ['milk'] }, call('1'))).rejects.toMatchObject({ code: 'tool.failed' })
  })

  test('show what will change before it does, and fail when there is nothing to change', async () => {
    const complete = createChangeTool(list, completeItems)
    expect(await complete.preview?.({ items: ['eggs'] }, call('1'))).toEqual({
      summary: 'Mark "eggs" as done',
      changes: [{ label: 'eggs', before: 'open', after: 'done' }],
    })
    const absent = { items: ['bread'] }
    await expect(complete.preview?.(absent, call('1'))).rejects.toThrow('There is no "bread" on the to-do list.')
    await expect(complete.execute(absent, call('1'))).rejects.toMatchObject({ code: 'tool.failed' })
  })

  test('the same call does nothing twice, whatever the list has become meanwhile', async () => {
    const remove = createChangeTool(list, removeItems)
    const input = { items: ['eggs'] }
    expect(await remove.reconcile?.(input, call('1'))).toEqual({ status: 'not-done' })
    const output = await remove.execute(input, call('1'))
    await clock.advance(1)
    await createAddTool(list).execute({ items: ['eggs'] }, call('new'))
    expect(await remove.execute(input, call('1'))).toEqual(output)
    expect(await remove.reconcile?.(input, call('1'))).toEqual({ status: 'done', output })
    expect(await texts()).toEqual(['Oat milk', 'call Ana', 'eggs'])
  })

  test('can be taken back', async () => {
    const remove = createChangeTool(list, removeItems)
    await remove.undo?.(await remove.execute({ items: ['eggs'] }, call('1')), call('2'))
    const complete = createChangeTool(list, completeItems)
    await complete.undo?.(await complete.execute({ items: ['call Ana'] }, call('3')), call('4'))
    expect(await texts()).toEqual(['Oat milk', 'eggs', 'call Ana'])
  })
})

test('the list outlives the process', async () => {
  await createAddTool(list).execute({ items: ['milk'] }, call('a'))
  await store.close()
  store = createSqliteStore({ path: join(folder, 'test.db') })
  list = createTodoList(store.values, createFakeClock())
  expect(await texts()).toEqual(['milk'])
})
