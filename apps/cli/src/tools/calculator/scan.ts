/** A piece of an arithmetic expression. */
export type CalculatorToken =
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  | { readonly kind: 'name' | 'sign'; readonly text: string }

/**
 * Splits an expression into its tokens.
 *
 * @throws an `Error` that names a character which has no meaning
 */
export function scan(expression: string): readonly CalculatorToken[] {
  const tokens: CalculatorToken[] = []
  const pattern = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|([a-z][a-z0-9]*)|(\*\*|[-+*/^%!(),×·÷−π]))/iy
  const text = expression.trim()
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex
    const match = pattern.exec(text)
    if (match === null) throw new Error(`"${text.slice(start).trim().slice(0, 1)}" has no meaning here.`)
    tokens.push(toSymbol(match))
  }
  return tokens
}

function toSymbol([, number, name, sign = '']: RegExpExecArray): CalculatorToken {
  if (number !== undefined) return { kind: 'number', text: number, value: Number(number) }
  if (name !== undefined) return { kind: name.toLowerCase() === 'mod' ? 'sign' : 'name', text: name.toLowerCase() }
  if (sign === 'π') return { kind: 'name', text: 'pi' }
  return { kind: 'sign', text: spellings.get(sign) ?? sign }
}

const spellings: ReadonlyMap<string, string> = new Map([
  ['**', '^'],
  ['×', '*'],
  ['·', '*'],
  ['÷', '/'],
  ['−', '-'],
])
