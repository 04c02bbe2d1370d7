import { LlmgineError } from '@llmgine/contracts'
import type { EarlierCall } from './conversation/earlier-call.ts'
import type { OfflineCall, OfflineRule, RuleMatch } from './offline-rule.ts'
import { compilePattern } from './patterns/compile-pattern.ts'
import { matchPattern, type PatternMatch } from './patterns/match-pattern.ts'
import { tokenize, withoutFillers } from './patterns/tokenize.ts'

/** A rule that fits, and what it leads to. */
export interface Chosen {
  readonly rule: OfflineRule
  readonly match: RuleMatch
  readonly response: OfflineCall | string
}

/** Finds the rule for a message: the one whose best pattern leaves the least to slots and slips; of equals the first in the list. */
export type ChooseRule = (text: string, calls: readonly EarlierCall[]) => Chosen | undefined

/** @throws `offline.bad_pattern`, `offline.duplicate_rule` */
export function compileRules(rules: readonly OfflineRule[]): ChooseRule {
  const names = new Set<string>()
  const compiled = rules.map((rule) => {
    if (names.has(rule.name)) {
      throw new LlmgineError('offline.duplicate_rule', `Two rules are called "${rule.name}". Rename one of them.`)
    }
    names.add(rule.name)
    return { rule, patterns: rule.patterns.map(compilePattern) }
  })

  return (text, calls) => {
    if (text.length > mostCharacters) return undefined
    const tokens = tokenize(text)
    if (tokens.length === 0 || tokens.length > mostWords) return undefined
    const messages = [tokens, withoutFillers(tokens)].map((words) => ({ text, tokens: words }))
    const fitting = compiled.flatMap(({ rule, patterns }) => {
      const previous = calls.findLast((call) => rule.after?.includes(call.tool))
      if (rule.after !== undefined && previous === undefined) return []
      const fits = messages.flatMap((message) =>
        patterns.map((pattern) => matchPattern(pattern, message, rule.readers)),
      )
      const best = fits.reduce(better, undefined)
      return best === undefined ? [] : [{ rule, match: { slots: best.slots, text, calls, previous }, cost: best.cost }]
    })
    for (const { rule, match } of fitting.toSorted((a, b) => a.cost - b.cost)) {
      const response = rule.respond(match)
      if (response !== undefined) return { rule, match, response }
    }
    return undefined
  }
}

/** Longer messages are no commands, and trying every slot on them would take its time. */
const mostWords = 200
const mostCharacters = 4_000

function better(a: PatternMatch | undefined, b: PatternMatch | undefined): PatternMatch | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return b.cost < a.cost ? b : a
}
