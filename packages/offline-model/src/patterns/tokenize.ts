/** A word of what somebody wrote, and where it stands there. */
export interface Token {
  /** Lower case, plain apostrophes, no punctuation around it. */
  readonly word: string
  readonly start: number
  readonly end: number
}

/**
 * Splits a text into words as the patterns know them. Contractions become the words they stand for (`what's` is `what is`), the punctuation
 * that ends a sentence is dropped (but not from `5!`), any other stays where it was for the slots.
 */
export function tokenize(text: string): readonly Token[] {
  return Array.from(text.slice(0, endOf(text)).matchAll(/\S+/g), toTokens).flat()
}

/** Where the last sentence ends without its punctuation. By hand, because a regular expression takes quadratic time on a row of dots. */
function endOf(text: string): number {
  let end = text.length
  while (end > 0 && isEnding(text.charAt(end - 1), text.charAt(end - 2))) end--
  return end
}

function isEnding(character: string, before: string): boolean {
  return character === '!' ? !/\d/.test(before) : /[?.…\s]/.test(character)
}

/** Drops the words of politeness and connection around a request: `and could you … please`. At least one word is left. */
export function withoutFillers(tokens: readonly Token[]): readonly Token[] {
  let first = 0
  let last = tokens.length
  for (let length = 1; length > 0; first += length)
    length = fillerLength(leading, tokens.slice(first, last - 1), 'start')
  for (let length = 1; length > 0; last -= length) length = fillerLength(trailing, tokens.slice(first + 1, last), 'end')
  return tokens.slice(first, last)
}

const leading = toPhrases(
  'and,also,but,so,then,now,ok,okay,well,please,hey,hi,hello,just,could you,can you,would you,will you,i want you to',
)
const trailing = toPhrases('please,thanks,thank you,for me,now,then,too,as well')

function toPhrases(text: string): readonly (readonly string[])[] {
  return text.split(',').map((phrase) => phrase.split(' '))
}

function fillerLength(
  phrases: readonly (readonly string[])[],
  tokens: readonly Token[],
  side: 'start' | 'end',
): number {
  const found = phrases.find((phrase) => {
    const offset = side === 'start' ? 0 : tokens.length - phrase.length
    return phrase.every((word, index) => tokens[offset + index]?.word === word)
  })
  return found?.length ?? 0
}

function toTokens(match: RegExpExecArray): readonly Token[] {
  const start = match.index
  const end = start + match[0].length
  const plain = match[0].normalize('NFKC').toLowerCase().replace(/[’‘`]/g, "'")
  // A token that is nothing but punctuation (`*`, `+`) stays as it is.
  const word = plain.replace(/^["'(]+|["'),;:.!?…]+$/g, '') || plain
  return expand(word).map((part) => ({ word: part, start, end }))
}

function expand(word: string): readonly string[] {
  const is = /^(what|who|where|when|how|that|it|there|here)'?s$/.exec(word)
  if (is?.[1] !== undefined) return [is[1], 'is']
  const not = /^(do|does|did|is|are|was|has|have|should|would|could)n't$/.exec(word)
  if (not?.[1] !== undefined) return [not[1], 'not']
  return contractions.get(word) ?? [word]
}

const contractions: ReadonlyMap<string, readonly string[]> = new Map([
  ["i'm", ['i', 'am']],
  ["i'd", ['i', 'would']],
  ["i've", ['i', 'have']],
  ["can't", ['can', 'not']],
  ["don't", ['do', 'not']],
  ["let's", ['let', 'us']],
])
