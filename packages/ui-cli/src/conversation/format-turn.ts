import type { TurnFinishedPayload } from '@llmgine/contracts'
import { formatDuration } from './format-duration.ts'

/** The line under a turn: `312 tokens in, 14 out · $0.0012 · 2.3 s`. */
export function formatTurn({ usage, cost, durationMs }: TurnFinishedPayload): string {
  const about = usage.estimated ? 'about ' : ''
  const tokens = `${about}${count(usage.inputTokens)} tokens in, ${count(usage.outputTokens)} out`
  const dollars = cost && `${cost.estimated ? 'about ' : ''}$${formatUsd(cost.usd)}`
  return [tokens, dollars, formatDuration(durationMs)].filter((part) => part !== undefined).join(' · ')
}

/** How a turn ended, when it did not end with an answer. */
export function formatReason(reason: TurnFinishedPayload['reason']): string | undefined {
  switch (reason) {
    case 'answered':
      return undefined
    case 'stopped':
      return 'Stopped.'
    case 'step-limit':
      return 'Stopped: the turn reached its limit of steps.'
    case 'cost-limit':
      return 'Stopped: the turn reached its limit of cost.'
  }
}

function count(tokens: number): string {
  return tokens.toLocaleString('en-US')
}

function formatUsd(usd: number): string {
  return usd === 0 || usd >= 1 ? usd.toFixed(2) : usd.toLocaleString('en-US', { maximumSignificantDigits: 2 })
}
