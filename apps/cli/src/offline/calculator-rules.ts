import { defineRule, type EarlierCall, type OfflineCall, type OfflineRule } from '@llmgine/offline-model'
import { z } from 'zod'
import { toContinuation, toExpression } from './to-expression.ts'

const tool = 'calculate'
const output = z.object({ expression: z.string(), result: z.string() })

/** Arithmetic, and going on with the last result. */
export const calculatorRules: readonly OfflineRule[] = [
  defineRule({
    name: 'calculate-on',
    after: [tool],
    patterns: ['{continuation}', '[what is] (it|that|this) {continuation}'],
    readers: { continuation: toContinuation },
    respond: ({ slots, previous }) => goOn(previous, slots.continuation),
    output,
    say: (_match, { expression, result }) => `${expression} = ${result}`,
  }),
  defineRule({
    name: 'calculate',
    example: 'what is 17 * 23',
    patterns: [
      '{expression}',
      '(what is|how much is|calculate|compute|evaluate|work out|solve) {expression}',
      'what does {expression} (equal|make|give|come to)',
      'how much (does|do) {expression} (equal|make|give|come to)',
      '{expression} (equals|makes|is) [what|how much]',
    ],
    readers: { expression: toExpression },
    respond: ({ slots }) => ({ tool, arguments: { expression: slots.expression } }),
    output,
    say: (_match, { expression, result }) => `${expression} = ${result}`,
  }),
  defineRule({
    name: 'calculate-double',
    after: [tool],
    patterns: ['(double|twice) (it|that|this)'],
    respond: ({ previous }) => goOn(previous, '* 2'),
    output,
    say: (_match, { expression, result }) => `${expression} = ${result}`,
  }),
  defineRule({
    name: 'calculate-half',
    after: [tool],
    patterns: ['(halve|half of|half) (it|that|this)', 'half'],
    respond: ({ previous }) => goOn(previous, '/ 2'),
    output,
    say: (_match, { expression, result }) => `${expression} = ${result}`,
  }),
]

function goOn(previous: EarlierCall | undefined, continuation: string): OfflineCall | undefined {
  const value = output.safeParse(previous?.result?.value)
  if (!value.success) return undefined
  const { result } = value.data
  return { tool, arguments: { expression: `${result.startsWith('-') ? `(${result})` : result} ${continuation}` } }
}
