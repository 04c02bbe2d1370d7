import type { Schema } from '@llmgine/contracts'
import type { EarlierCall } from './conversation/earlier-call.ts'
import type { SlotReader } from './patterns/match-pattern.ts'
import type { SlotNames, SlotValues } from './patterns/slot-values.ts'

/** What to do when somebody says something of a certain form. Made by {@link defineRule}. */
export interface OfflineRule<Pattern extends string = string, Output = unknown> {
  /** Unique among the rules. */
  readonly name: string
  /**
   * The forms: words, `{slots}`, `(one|of these)`, `[may be left out]`. A form must cover the whole message, but for case, typing slips,
   * contractions and polite words around it.
   */
  readonly patterns: readonly Pattern[]
  /** A phrasing that is shown when nothing was understood. */
  readonly example?: string | undefined
  /** Makes this a follow-up: it applies only when the conversation has a call of one of these tools; the latest is `match.previous`. */
  readonly after?: readonly string[] | undefined
  /** Checks or rewrites what a slot takes: `undefined` refuses it. @default any text is taken as it was written */
  readonly readers?: { readonly [Name in SlotNames<Pattern>]?: SlotReader | undefined } | undefined
  /** What it leads to: a tool call, words, or `undefined` when this rule has nothing to say after all, so that the next one is tried. */
  respond(match: RuleMatch<SlotValues<Pattern>>): OfflineCall | string | undefined
  /** What is said when the tool it leads to is not offered. @default a sentence that names the tool */
  readonly unavailable?: string | undefined
  /** The form of the tool's output, for `say`. Output of another form is shown as it came. */
  readonly output?: Schema<unknown, Output> | undefined
  /** Puts the tool's output into words. @default the output as text */
  say?(match: RuleMatch<SlotValues<Pattern>>, output: Output): string
}

/** A message that a rule fits, and what went before it. */
export interface RuleMatch<Slots = Readonly<Record<string, string | undefined>>> {
  /** What the slots hold, as it was written. */
  readonly slots: Slots
  /** The whole message. */
  readonly text: string
  /** The tool calls before this message, the oldest first. */
  readonly calls: readonly EarlierCall[]
  /** The latest of the calls that the rule is a follow-up of. */
  readonly previous: EarlierCall | undefined
}

/** A tool call that a rule leads to. */
export interface OfflineCall {
  readonly tool: string
  readonly arguments: Readonly<Record<string, unknown>>
}
