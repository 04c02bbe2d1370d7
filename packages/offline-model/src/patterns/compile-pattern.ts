import { LlmgineError } from '@llmgine/contracts'

/** A piece of a pattern: a word, a slot, or a choice between sequences that may be left out. */
export type PatternNode =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'slot'; readonly name: string }
  | { readonly kind: 'choice'; readonly choices: readonly (readonly PatternNode[])[]; readonly optional: boolean }

/**
 * Reads a pattern: words, `{slots}`, `(one|of these)` and `[may be left out|or that]`, nested as one likes.
 *
 * @throws `offline.bad_pattern` when a bracket is not closed or never opened, a slot's name is empty, or a slot stands in brackets (where it
 * might have no value: such a phrasing is a pattern of its own)
 */
export function compilePattern(pattern: string): readonly PatternNode[] {
  const reader: Reader = { pattern, pieces: pattern.match(/\{[^{}]*\}|[()[\]|{}]|[^\s()[\]|{}]+/g) ?? [], next: 0 }
  const choices = readChoices(reader, undefined)
  const [nodes = []] = choices
  if (choices.length > 1) throw badPattern(pattern, 'a "|" stands outside of brackets')
  if (nodes.length === 0) throw badPattern(pattern, 'it is empty')
  return nodes
}

interface Reader {
  readonly pattern: string
  readonly pieces: readonly string[]
  next: number
}

function readChoices(reader: Reader, closing: ')' | ']' | undefined): readonly (readonly PatternNode[])[] {
  const choices: PatternNode[][] = [[]]
  for (;;) {
    const piece = reader.pieces[reader.next++]
    if (piece === closing) return choices
    if (piece === undefined) throw badPattern(reader.pattern, `a "${closing}" is missing`)
    if (piece === '|') choices.push([])
    else choices.at(-1)?.push(toNode(reader, piece, closing !== undefined))
  }
}

function toNode(reader: Reader, piece: string, inBrackets: boolean): PatternNode {
  if (piece === '(') return { kind: 'choice', choices: readChoices(reader, ')'), optional: false }
  if (piece === '[') return { kind: 'choice', choices: readChoices(reader, ']'), optional: true }
  if (piece.startsWith('{') && piece.endsWith('}') && piece.length > 2) {
    if (inBrackets) throw badPattern(reader.pattern, `the slot ${piece} stands in brackets; write two patterns instead`)
    return { kind: 'slot', name: piece.slice(1, -1) }
  }
  if (/^[)\]{}]/.test(piece)) throw badPattern(reader.pattern, `"${piece}" stands alone`)
  return { kind: 'word', word: piece.toLowerCase() }
}

function badPattern(pattern: string, problem: string): LlmgineError {
  return new LlmgineError('offline.bad_pattern', `The pattern "${pattern}" cannot be read: ${problem}.`, {
    details: { pattern },
  })
}
