import { describe, expect, it } from 'vitest'
import { brokenCompilers } from './__fixtures__/broken-compilers.ts'
import { contextCompilerCases } from './context-compiler-cases.ts'
import type { CreateContextCompiler } from './create-context-compiler.ts'

/** The rules that a compiler breaks. */
async function brokenRules(create: CreateContextCompiler): Promise<string[]> {
  const names = contextCompilerCases.map(async ({ name, run }) => {
    try {
      await run(create)
      return []
    } catch {
      return [name]
    }
  })
  return (await Promise.all(names)).flat()
}

describe('the suite catches a compiler that', () => {
  it.each<[keyof typeof brokenCompilers, string]>([
    ['cutsAnywhere', 'never parts a tool call from its result, whatever the budget'],
    ['cutsAnywhere', 'refuses with context.budget_exceeded when the running turn does not fit'],
    ['cutsAnywhere', 'pairs calls and results within their turn when the vendor repeats its ids'],
    ['neverCuts', 'shortens the past from its oldest end and says by how much'],
    ['neverCuts', 'tells the tokens and the budget they had to fit, and stays within it'],
    ['cutsOnce', 'drops nothing of the running turn while it grows, at every request anew'],
    ['dropsResults', 'drops nothing of the running turn while it grows, at every request anew'],
    ['dropsResults', 'takes what follows the last user message for the running turn when nobody says where it starts'],
    ['keepsTheOldest', 'shortens the past from its oldest end and says by how much'],
    ['cutsTexts', 'refuses with context.budget_exceeded when the running turn does not fit'],
    ['hearsNothing', 'counts what the tools take'],
    ['hearsNothing', 'rejects with the reason of its signal'],
    ['refusesWithoutFacts', 'refuses with context.budget_exceeded when the running turn does not fit'],
  ])('%s: %s', async (name, rule) => {
    expect(await brokenRules(brokenCompilers[name])).toContain(rule)
  })
})
