import type { EarlierCall } from '@llmgine/offline-model'
import { z } from 'zod'
import { listOutput } from '../tools/todo/create-list-tool.ts'
import { splitItems, withoutArticle } from './split-items.ts'

/**
 * The items that words mean in a conversation: `it` what was added or changed last, `the second one` and `all of them` what was last shown
 * of the list, anything else itself. Answers with a sentence instead when that is not known.
 */
export function referTo(text: string, calls: readonly EarlierCall[]): readonly string[] | { readonly unknown: string } {
  const words = withoutArticle(text.toLowerCase())
  if (/^(it|that|this|them|those|these|that one|this one)$/.test(words)) {
    return latestItems(calls) ?? { unknown: 'I do not know which item you mean. Name it.' }
  }
  const every = /^(everything|all|all of (it|them)|every item|all items)$/.test(words)
  const place = places.get(words) ?? toPlace(words)
  if (!every && place === undefined) return splitItems(text)
  const shown = shownItems(calls)
  if (shown === undefined) return { unknown: 'I count by the list as I last showed it. Ask me what is on it first.' }
  if (every) return shown.length > 0 ? shown : { unknown: 'There was nothing on the list.' }
  const item = shown.at(place ?? 0)
  return item === undefined ? { unknown: `There were only ${shown.length} on the list.` } : [item]
}

/** What the latest call that took effect added or changed. */
function latestItems(calls: readonly EarlierCall[]): readonly string[] | undefined {
  const writes = /^todo_(add|complete|remove)$/
  const latest = calls.findLast((call) => writes.test(call.tool) && call.result?.status === 'done')
  const parsed = z.object({ items: z.array(z.string()).min(1) }).safeParse(latest?.arguments)
  return parsed.success ? parsed.data.items : undefined
}

function shownItems(calls: readonly EarlierCall[]): readonly string[] | undefined {
  const latest = calls.findLast((call) => call.tool === 'todo_list' && call.result?.status === 'done')
  const parsed = listOutput.safeParse(latest?.result?.value)
  return parsed.success ? parsed.data.items.map(({ id }) => id) : undefined
}

const places: ReadonlyMap<string, number> = new Map(
  ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
    .flatMap((word, index) => [
      [word, index] as const,
      [`${word} one`, index] as const,
      [`${word} item`, index] as const,
    ])
    .concat([
      ['last', -1],
      ['last one', -1],
      ['last item', -1],
    ]),
)

function toPlace(words: string): number | undefined {
  const match = /^(?:number |no |item |#)?(\d{1,3})(?:st|nd|rd|th)?$/.exec(words)
  return match === null || match[1] === '0' ? undefined : Number(match[1]) - 1
}
