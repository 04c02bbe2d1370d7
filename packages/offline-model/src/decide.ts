import type { AssistantMessage, GenerateId, ModelRequest } from '@llmgine/contracts'
import type { ChooseRule, Chosen } from './compile-rules.ts'
import type { CallResult } from './conversation/earlier-call.ts'
import { readConversation } from './conversation/read-conversation.ts'
import type { OfflineCall, OfflineRule } from './offline-rule.ts'

/** What the rules need to come to a reply. */
export interface Rulebook {
  readonly rules: readonly OfflineRule[]
  readonly choose: ChooseRule
  readonly howToConnect: string
  readonly generateId: GenerateId
}

/**
 * Comes to a reply. A request carries the whole conversation, so nothing is kept between calls: the rule that led to a tool call is found
 * again when the call's result comes back.
 */
export function decide(book: Rulebook, request: ModelRequest): AssistantMessage {
  const { text, before, since } = readConversation(request.messages)
  const chosen = book.choose(text, before)
  const latest = since.at(-1)
  if (latest !== undefined) return { role: 'assistant', content: sayResult(chosen, latest.tool, latest.result) }
  if (chosen === undefined) return { role: 'assistant', content: notUnderstood(book) }
  const { rule, response } = chosen
  if (typeof response === 'string') return { role: 'assistant', content: response }
  if (!isOffered(request, response.tool)) return { role: 'assistant', content: unavailable(rule, response) }
  const call = { id: `call_${book.generateId()}`, name: response.tool, arguments: JSON.stringify(response.arguments) }
  return { role: 'assistant', content: '', toolCalls: [call] }
}

function isOffered(request: ModelRequest, tool: string): boolean {
  const { toolChoice = 'auto', tools = [] } = request
  if (toolChoice === 'none' || (typeof toolChoice === 'object' && toolChoice.name !== tool)) return false
  return tools.some(({ name }) => name === tool)
}

function unavailable(rule: OfflineRule, call: OfflineCall): string {
  return rule.unavailable ?? `For that I need the tool "${call.tool}", and it is not offered here.`
}

function sayResult(chosen: Chosen | undefined, tool: string, result: CallResult | undefined): string {
  switch (result?.status) {
    case 'done':
      return sayOutput(chosen, tool, result)
    case 'failed':
      return `That did not work: ${result.text}`
    case 'denied':
      return `That was not done. ${result.text}`
    case 'unknown':
      return `I cannot tell whether that took effect. ${result.text}`
    default:
      return `There is no result of ${tool} yet.`
  }
}

function sayOutput(chosen: Chosen | undefined, tool: string, { text, value }: CallResult): string {
  // A shortened history can make another rule fit than the one that made the call: then the output speaks for itself.
  if (chosen === undefined || typeof chosen.response === 'string' || chosen.response.tool !== tool) return text
  const { rule, match } = chosen
  if (rule.say === undefined) return text
  if (rule.output === undefined) return rule.say(match, value)
  const checked = rule.output['~standard'].validate(value)
  if (checked instanceof Promise || checked.issues !== undefined) return text
  return rule.say(match, checked.value)
}

function notUnderstood(book: Rulebook): string {
  const examples = book.rules.filter((rule) => rule.example !== undefined).map((rule) => `- ${rule.example}`)
  const able = examples.length === 0 ? '' : ` Things I understand:\n\n${examples.join('\n')}\n`
  return `I did not understand that: I am a set of rules, not a language model.${able}\n${book.howToConnect}`
}
