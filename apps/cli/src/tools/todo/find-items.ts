import type { Clarification } from '@llmgine/contracts'
import { toolFailed } from '../tool-failed.ts'
import type { TodoItem } from './todo-list.ts'

/** What a name can mean: the item of that id, else the open ones of that text, else any of that text, else the open ones that contain it. */
export function candidates(items: readonly TodoItem[], name: string): readonly TodoItem[] {
  const wanted = plain(name)
  const open = items.filter((item) => !item.done)
  const ways = [
    items.filter((item) => item.id === name),
    open.filter((item) => plain(item.text) === wanted),
    items.filter((item) => plain(item.text) === wanted),
    open.filter((item) => plain(item.text).includes(wanted)),
  ]
  return ways.find((found) => found.length > 0) ?? []
}

/** The question to ask when one of the names may mean several items. */
export function clarifyItems(items: readonly TodoItem[], names: readonly string[]): Clarification | undefined {
  for (const [index, name] of names.entries()) {
    const found = candidates(items, name)
    if (found.length < 2) continue
    const options = found.map(({ id, text }) => ({ id, label: text, input: { items: names.with(index, id) } }))
    return { question: `Which one is "${name}"?`, options }
  }
  return undefined
}

/**
 * The items that names mean, each once.
 *
 * @throws `tool.failed` when there is none of a name, or more than one
 */
export function findItems(items: readonly TodoItem[], names: readonly string[]): readonly TodoItem[] {
  const found = names.map((name) => {
    const [item, other] = candidates(items, name)
    if (item === undefined) throw toolFailed(`There is no "${name}" on the to-do list.`)
    if (other !== undefined) throw toolFailed(`"${name}" may be "${item.text}" or "${other.text}".`)
    return item
  })
  return [...new Set(found)]
}

/** `"milk" and "eggs"`. */
export function quoted(texts: readonly string[]): string {
  return new Intl.ListFormat('en').format(texts.map((text) => `"${text}"`))
}

function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^(the|a|an|some|my)\s+/, '')
}
