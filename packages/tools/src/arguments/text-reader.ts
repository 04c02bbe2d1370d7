import { LlmgineError } from '@llmgine/contracts'

/** A place in a text, and what stands there. */
export interface TextReader {
  atEnd(): boolean
  peek(): string | undefined
  /** What a sticky expression matches here, and goes on behind it. */
  take(expression: RegExp): string | undefined
  /** Skips white space, and comments as a repair. */
  skipSpace(): void
  /** A text in double or single quotes, which are next. */
  readText(): string
  repaired(what: string): void
  /** The error that says what was expected here, or where the word just taken began. */
  problem(expected: string, word?: string): LlmgineError
}

export function createTextReader(text: string, repairs: Set<string>): TextReader {
  let at = 0

  const take = (expression: RegExp): string | undefined => {
    expression.lastIndex = at
    const found = expression.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }
  const problem = (expected: string, word = ''): LlmgineError => {
    const where = at - word.length >= text.length ? 'but they break off' : `at character ${at - word.length + 1}`
    return new LlmgineError('tool.bad_arguments', `The arguments are not valid JSON: expected ${expected} ${where}.`)
  }
  const readText = (): string => {
    const single = take(/['"]/y) === "'"
    if (single) repairs.add('single quotes')
    let value = ''
    for (;;) {
      value += take(single ? /[^'\\\p{Cc}]*/uy : /[^"\\\p{Cc}]*/uy) ?? ''
      const next = text[at]
      if (next === undefined) throw problem('the end of a text')
      if (next === '\\') {
        const escaped = toEscaped(take(/\\(?:u[\da-fA-F]{4}|.)/sy) ?? '', single)
        if (escaped === undefined) throw problem('an escape that JSON has (a backslash itself is "\\\\")', '\\x')
        value += escaped
        continue
      }
      at += 1
      if (next === '"' || next === "'") return value
      if (next < ' ') repairs.add('line breaks or control characters within a text')
      value += next
    }
  }

  return {
    atEnd: () => at >= text.length,
    peek: () => text[at],
    take,
    skipSpace() {
      take(/\s*/y)
      while (take(/\/\/[^\n]*|\/\*.*?\*\//sy) !== undefined) {
        repairs.add('comments')
        take(/\s*/y)
      }
    },
    readText,
    repaired: (what) => void repairs.add(what),
    problem,
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\"', '"'],
  ['\\\\', '\\'],
  ['\\/', '/'],
  ['\\b', '\b'],
  ['\\f', '\f'],
  ['\\n', '\n'],
  ['\\r', '\r'],
  ['\\t', '\t'],
])

function toEscaped(sequence: string, single: boolean): string | undefined {
  if (sequence.length === 6) return String.fromCharCode(Number.parseInt(sequence.slice(2), 16))
  if (single && sequence === "\\'") return "'"
  return escapes.get(sequence)
}
