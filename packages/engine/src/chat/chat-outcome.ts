import type { TurnOutcome } from '../machine/graph.ts'
import type { ChatState } from './chat-state.ts'

/** What `turn.finished` tells of a chat: the model's last response, or what it had said when it was stopped; usage and cost of the turn. */
export function chatOutcome({ turn, calls }: Pick<ChatState, 'turn' | 'calls'>): TurnOutcome {
  // A turn that was stopped at once has not come to anything yet.
  if (turn === undefined) return {}
  const { usage, cost, responseId, partial } = turn
  const isAnswered = calls.next === 'reply' && responseId !== undefined
  const reply = partial === undefined ? (isAnswered ? { responseId } : undefined) : { text: partial }
  return { reason: calls.reason, reply, usage, cost }
}
