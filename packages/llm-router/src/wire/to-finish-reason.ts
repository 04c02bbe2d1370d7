import type { FinishReason } from '@llmgine/contracts'

/** A vendor's word for why its model stopped, as ours. A word that nobody knows is an ordinary end. */
export function toFinishReason(wire: string, hasToolCalls: boolean): FinishReason {
  switch (wire) {
    case 'length':
    case 'max_tokens':
    case 'MAX_TOKENS':
    case 'model_length':
      return 'length'
    case 'content_filter':
    case 'refusal':
    case 'safety':
    case 'SAFETY':
      return 'refused'
    default:
      // Some servers say `stop` after a tool call, and some say `tool_calls` without one.
      return hasToolCalls ? 'tool-calls' : 'stop'
  }
}
