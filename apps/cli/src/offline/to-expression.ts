import { constants } from '../tools/calculator/constants.ts'
import { functions } from '../tools/calculator/functions.ts'
import { scan } from '../tools/calculator/scan.ts'

/**
 * Turns arithmetic in words or signs into an expression of the calculator: `12% of 80` into `12% * 80`, `the square root of 2` into
 * `sqrt(2)`. `undefined` when there is anything in it that is not arithmetic; whether it can be worked out is for the calculator to say.
 */
export function toExpression(text: string): string | undefined {
  const expression = inSigns(text)
  return /^[*/^%!]/.test(expression) || !isArithmetic(expression) ? undefined : expression
}

/** The same for what goes on with an earlier result: `times 2` into `* 2`, `squared` into `^2`. */
export function toContinuation(text: string): string | undefined {
  const continuation = inSigns(text)
  return /^([-+*/^%!]|mod\b)/.test(continuation) && isArithmetic(`1 ${continuation}`) ? continuation : undefined
}

function inSigns(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[=?]+$/, '')
  return spoken
    .reduce((line, [words, sign]) => line.replace(words, sign), plain)
    .replace(/\s+/g, ' ')
    .trim()
}

function isArithmetic(expression: string): boolean {
  try {
    const tokens = scan(expression)
    const known = (name: string): boolean => constants.has(name) || functions.has(name)
    if (!tokens.every((token) => token.kind !== 'name' || known(token.text))) return false
    return tokens.some((token) => token.kind === 'number' || constants.has(token.text))
  } catch {
    return false
  }
}

const small =
  'zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen,twenty'
const tens = ['thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety', 'hundred']
const numbers = [...small.split(','), ...tens].map(
  (word, value) => [word, value <= 20 ? value : (value - 18) * 10] as const,
)

/** What is said, and the signs for it, in the order in which they are replaced. */
const spoken: readonly (readonly [words: RegExp, sign: string])[] = [
  [/(\d),(?=\d{3}\b)/g, '$1'],
  ...numbers.map(([word, value]) => [new RegExp(`\\b${word}\\b`, 'g'), String(value)] as const),
  [/\b(?:the )?square root of ([\d.]+)/g, 'sqrt($1)'],
  [/\b(?:the )?(?:sum of ([\d.]+) and ([\d.]+))/g, '$1 + $2'],
  [/\b(?:the )?product of ([\d.]+) and ([\d.]+)/g, '$1 * $2'],
  [/\s*(%|\bpercent|\bper cent) of\b/g, '% *'],
  [/\s*\b(percent|per cent)\b/g, '%'],
  [/\bhalf of\b/g, '0.5 *'],
  [/\b(to the power of|raised to)\b/g, '^'],
  [/\s*\bsquared\b/g, '^2'],
  [/\s*\bcubed\b/g, '^3'],
  [/\s*\bfactorial\b/g, '!'],
  [/\b(plus|and add)\b/g, '+'],
  [/\b(minus|less)\b/g, '-'],
  [/\b(times|multiplied by)\b|(?<=[\d)])\s*x\s*(?=[\d(])/g, ' * '],
  [/\b(divided by|over)\b/g, '/'],
  [/\b(modulo|modulus)\b/g, 'mod'],
]
