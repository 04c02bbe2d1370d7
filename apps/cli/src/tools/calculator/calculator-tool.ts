import { defineTool } from '@llmgine/tools'
import { z } from 'zod'
import { toolFailed } from '../tool-failed.ts'
import { constants } from './constants.ts'
import { evaluate } from './evaluate.ts'
import { functions } from './functions.ts'

const names = [...constants.keys(), ...functions.keys()].join(', ')

/** Works out arithmetic, so that nobody has to trust a model's. */
export const calculatorTool = defineTool({
  name: 'calculate',
  version: '1',
  description:
    `Works out an arithmetic expression exactly as written. Knows + - * / mod ^ ( ), % as per cent, ! as factorial, and ${names} ` +
    '(angles in radians, log is to base 10). Use it for every calculation.',
  effects: 'none',
  input: z.object({ expression: z.string().describe('For example: (17 * 23) / 4, sqrt(2), 12% * 80') }),
  output: z.object({ expression: z.string(), result: z.string() }),
  execute({ expression }) {
    try {
      return { expression, result: toText(evaluate(expression)) }
    } catch (cause) {
      const problem = cause instanceof Error ? cause.message : String(cause)
      throw toolFailed(`"${expression}" cannot be worked out. ${problem}`, cause)
    }
  },
})

/** Fifteen digits are what a double holds for certain: 0.1 + 0.2 is 0.3. */
function toText(value: number): string {
  return String(Number(value.toPrecision(15)))
}
