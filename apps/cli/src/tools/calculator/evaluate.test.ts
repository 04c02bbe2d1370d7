import { describe, expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'

describe('evaluate', () => {
  test.each([
    ['17 * 23', 391],
    ['2+3*4', 14],
    ['(2+3)*4', 20],
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['2^3^2', 512],
    ['2 ** 10', 1024],
    ['--3', 3],
    ['10 / 4', 2.5],
    ['-7 mod 3', 2],
    ['12% * 80', 9.6],
    ['5!', 120],
    ['3!!', 720],
    ['0!', 1],
    ['1.5e3 + .5', 1500.5],
    ['sqrt(2)^2', 2.0000000000000004],
    ['max(1, 7, 3) - min(4, 2)', 5],
    ['round(2.345, 2)', 2.35],
    ['round(-2.5)', -3],
    ['2 × 3 ÷ 4 − 1', 0.5],
    ['2π', undefined],
    ['2 * PI', 2 * Math.PI],
    ['ln(e) + log(100) + log2(8)', 6],
  ])('%s', (expression, expected) => {
    if (expected === undefined) expect(() => evaluate(expression)).toThrow('does not fit')
    else expect(evaluate(expression)).toBeCloseTo(expected, 12)
  })

  test.each([
    ['', 'nothing to work out'],
    ['2 +', 'ends too early'],
    ['(2', '")" is missing'],
    ['2)', '")" does not fit'],
    ['2 3', '"3" does not fit'],
    ['* 2', '"*" does not fit'],
    ['1/0', 'divided by zero'],
    ['5 mod 0', 'divided by zero'],
    ['sqrt(-1)', 'not a real number'],
    ['9^9^9', 'too large'],
    ['171!', 'from 0 to 170'],
    ['1.5!', 'from 0 to 170'],
    ['process', '"process" is not known'],
    ['constructor(1)', '"constructor" is not known'],
    ['__proto__', '"_" has no meaning'],
    ['2; 3', '";" has no meaning'],
    ['sqrt 4', 'needs parentheses'],
    ['sqrt(1, 2)', 'takes one value'],
    ['round(1, 2, 3)', 'at most 2 values'],
    [`${'('.repeat(200)}1${')'.repeat(200)}`, 'nested too deeply'],
    [`${'2^'.repeat(200)}1`, 'nested too deeply'],
    ['1'.repeat(501), 'longer than 500'],
  ])('%j is refused', (expression, problem) => {
    expect(() => evaluate(expression)).toThrow(problem)
  })
})
