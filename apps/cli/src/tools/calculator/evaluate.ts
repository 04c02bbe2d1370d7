import { constants } from './constants.ts'
import { functions } from './functions.ts'
import { type CalculatorToken, scan } from './scan.ts'

/**
 * Works out an arithmetic expression: `+ - * / mod ^`, parentheses, `%` as per cent, `!` as factorial, the functions of `functions.ts` and
 * the constants of `constants.ts`. It is read by this parser and nothing else: no text is ever run as code.
 *
 * @throws an `Error` whose message says what is wrong, in words for a person
 */
export function evaluate(expression: string): number {
  if (expression.length > longestExpression) throw new Error(`It is longer than ${longestExpression} characters.`)
  const reader: Reader = { tokens: scan(expression), next: 0, depth: 0 }
  if (reader.tokens.length === 0) throw new Error('There is nothing to work out.')
  const value = readSum(reader)
  const left = peek(reader)
  if (left !== undefined) throw unexpected(left)
  if (Number.isNaN(value)) throw new Error('The result is not a real number.')
  if (!Number.isFinite(value)) throw new Error('The result is too large.')
  return value
}

const longestExpression = 500
const deepest = 100

interface Reader {
  readonly tokens: readonly CalculatorToken[]
  next: number
  depth: number
}

function readSum(reader: Reader): number {
  if (++reader.depth > deepest) throw new Error('It is nested too deeply.')
  let value = readProduct(reader)
  for (let sign = take(reader, '+', '-'); sign !== undefined; sign = take(reader, '+', '-')) {
    const right = readProduct(reader)
    value = sign === '+' ? value + right : value - right
  }
  reader.depth--
  return value
}

function readProduct(reader: Reader): number {
  let value = readSigned(reader)
  for (let sign = take(reader, '*', '/', 'mod'); sign !== undefined; sign = take(reader, '*', '/', 'mod')) {
    const right = readSigned(reader)
    if (sign !== '*' && right === 0) throw new Error('Nothing can be divided by zero.')
    if (sign === '*') value *= right
    else if (sign === '/') value /= right
    else value -= right * Math.floor(value / right)
  }
  return value
}

/** A sign binds less than a power: -2^2 is -4. */
function readSigned(reader: Reader): number {
  let negative = false
  for (let sign = take(reader, '+', '-'); sign !== undefined; sign = take(reader, '+', '-')) {
    if (sign === '-') negative = !negative
  }
  const value = readPower(reader)
  return negative ? -value : value
}

/** Powers are taken from the right: 2^3^2 is 2^9. The exponent may carry a sign. */
function readPower(reader: Reader): number {
  const base = readPostfix(reader)
  if (take(reader, '^') === undefined) return base
  if (++reader.depth > deepest) throw new Error('It is nested too deeply.')
  const exponent = readSigned(reader)
  reader.depth--
  return base ** exponent
}

function readPostfix(reader: Reader): number {
  let value = readValue(reader)
  for (let sign = take(reader, '%', '!'); sign !== undefined; sign = take(reader, '%', '!')) {
    value = sign === '%' ? value / 100 : factorial(value)
  }
  return value
}

function readValue(reader: Reader): number {
  const token = reader.tokens[reader.next++]
  if (token === undefined) throw new Error('It ends too early.')
  if (token.kind === 'number') return token.value
  if (token.kind === 'name') return readName(reader, token.text)
  if (token.text !== '(') throw unexpected(token)
  const value = readSum(reader)
  expectClosing(reader)
  return value
}

function readName(reader: Reader, name: string): number {
  const constant = constants.get(name)
  if (constant !== undefined) return constant
  const known = functions.get(name)
  if (known === undefined) throw new Error(`"${name}" is not known.`)
  if (take(reader, '(') === undefined) throw new Error(`"${name}" needs parentheses: ${name}(…).`)
  const values = [readSum(reader)]
  while (take(reader, ',') !== undefined) values.push(readSum(reader))
  expectClosing(reader)
  if (values.length > known.most)
    throw new Error(`"${name}" takes ${known.most === 1 ? 'one value' : `at most ${known.most} values`}.`)
  return known.apply(...values)
}

function expectClosing(reader: Reader): void {
  if (take(reader, ')') !== undefined) return
  const found = peek(reader)
  throw found === undefined ? new Error('A ")" is missing.') : unexpected(found)
}

function factorial(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > 170)
    throw new Error('A factorial needs a whole number from 0 to 170.')
  let product = 1
  for (let factor = 2; factor <= value; factor++) product *= factor
  return product
}

function take(reader: Reader, ...signs: readonly string[]): string | undefined {
  const token = peek(reader)
  if (token === undefined || token.kind === 'number' || !signs.includes(token.text)) return undefined
  reader.next++
  return token.text
}

function peek(reader: Reader): CalculatorToken | undefined {
  return reader.tokens[reader.next]
}

function unexpected(token: CalculatorToken): Error {
  return new Error(`"${token.text}" does not fit where it stands.`)
}
