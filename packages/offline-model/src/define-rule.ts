import type { OfflineRule } from './offline-rule.ts'

/**
 * Declares a rule, so that the slots named in its patterns and the form of the tool's output are known to the compiler.
 *
 * @example
 * const addToList = defineRule({
 *   name: 'add-to-list',
 *   example: 'add milk to my list',
 *   patterns: ['(add|put) {item} (to|on) (my|the) [shopping] list'],
 *   respond: ({ slots }) => ({ tool: 'add_to_list', arguments: { item: slots.item } }),
 *   say: ({ slots }) => `"${slots.item}" is on your list.`,
 * })
 */
export function defineRule<const Pattern extends string, Output = unknown>(
  rule: OfflineRule<Pattern, Output>,
): OfflineRule<Pattern, Output> {
  return rule
}
