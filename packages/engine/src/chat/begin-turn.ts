import type { Turn } from '../machine/action.ts'
import type { ChatCalls, ChatTurn } from './chat-state.ts'

/** What a turn begins with, whose first message stands at `from`. */
export function beginTurn(
  turn: Turn | undefined,
  { from, step }: { readonly from: number; readonly step: number },
): { readonly turn: ChatTurn; readonly calls: ChatCalls } {
  const usage = { inputTokens: 0, outputTokens: 0 }
  return {
    turn: { id: turn?.id, from, thoughts: 0, step, usage },
    calls: { next: 'compile', settled: [], mistakes: 0 },
  }
}
