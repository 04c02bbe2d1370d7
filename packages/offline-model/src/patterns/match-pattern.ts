import type { PatternNode } from './compile-pattern.ts'
import type { Token } from './tokenize.ts'
import { typingDistance } from './typing-distance.ts'

/** Takes the text a slot would hold and answers with its value, or `undefined` when the slot cannot hold it. */
export type SlotReader = (text: string) => string | undefined

/** How well a pattern fits: the values of its slots, and a cost that is lower the more of the text was foreseen word by word. */
export interface PatternMatch {
  readonly slots: Readonly<Record<string, string>>
  readonly cost: number
}

/** The best way in which a pattern covers a whole text, or `undefined` when there is none. */
export function matchPattern(
  pattern: readonly PatternNode[],
  message: { readonly text: string; readonly tokens: readonly Token[] },
  readers: Readonly<Record<string, SlotReader | undefined>> = {},
): PatternMatch | undefined {
  let best: PatternMatch | undefined
  const { text, tokens } = message

  const walk = (nodes: readonly PatternNode[], at: number, sofar: PatternMatch): void => {
    if (best !== undefined && sofar.cost >= best.cost) return
    const [node, ...rest] = nodes
    if (node === undefined) {
      if (at === tokens.length) best = sofar
    } else if (node.kind === 'word') {
      const token = tokens[at]
      const slips = token === undefined ? undefined : typingDistance(node.word, token.word)
      if (slips !== undefined) walk(rest, at + 1, { ...sofar, cost: sofar.cost + slips * costPerSlip })
    } else if (node.kind === 'choice') {
      for (const choice of node.choices) walk([...choice, ...rest], at, sofar)
      if (node.optional) walk(rest, at, sofar)
    } else {
      for (let end = at + 1; end <= tokens.length; end++) {
        const value = readSlot(text, tokens[at], tokens[end - 1], readers[node.name])
        if (value === undefined) continue
        const slots = { ...sofar.slots, [node.name]: value }
        walk(rest, end, { slots, cost: sofar.cost + (end - at) * costPerSlotWord })
      }
    }
  }
  walk(pattern, 0, { slots: {}, cost: 0 })
  return best
}

const costPerSlotWord = 1
const costPerSlip = 2

function readSlot(text: string, first?: Token, last?: Token, reader: SlotReader = asIs): string | undefined {
  if (first === undefined || last === undefined) return undefined
  const raw = text.slice(first.start, last.end).replace(/^["“'`]+|["”'`,;]+$/g, '')
  return raw === '' ? undefined : reader(raw)
}

const asIs: SlotReader = (text) => text
