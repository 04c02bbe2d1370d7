// biome-ignore-all assist/source/organizeImports: ordered by subject, as it is read
/**
 * A rule-based language model for demonstrations and tests: no network, no key, and it says so.
 *
 * @packageDocumentation
 */

export { type OfflineModelOptions, createOfflineModel } from './create-offline-model.ts'
export { defineRule } from './define-rule.ts'
export type { OfflineRule, RuleMatch, OfflineCall } from './offline-rule.ts'
export type { EarlierCall, CallResult } from './conversation/earlier-call.ts'
export type { SlotReader } from './patterns/match-pattern.ts'
export type { SlotNames, SlotValues } from './patterns/slot-values.ts'
