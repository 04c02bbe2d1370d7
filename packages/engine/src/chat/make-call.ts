import {
  type Bus,
  type ChatMessage,
  isLlmgineError,
  type ModelToolCall,
  ToolCall,
  type ToolMessage,
  type ToolOutcome,
  toToolContent,
} from '@llmgine/contracts'
import { type Logged, logged } from '../patch/logged.ts'
import type { HeardCalls } from './hear-calls.ts'
import { toResult } from './to-result.ts'

/** A tool call that is to be made. */
export interface PendingCall {
  readonly call: ModelToolCall
  /** Its place among the calls of the response. */
  readonly index: number
  /** Ours. Absent without a session: then the gate makes one. */
  readonly callId: string | undefined
  readonly isOffered: boolean
}

/** What came of it. */
export type MadeCall =
  | {
      readonly status: 'settled'
      readonly index: number
      readonly result: ToolMessage | Logged<ChatMessage>
      readonly isMistake: boolean
    }
  | { readonly status: 'waiting'; readonly index: number; readonly interactionId: string }

/** Where calls are made. */
export interface CallPlace {
  readonly bus: Bus
  readonly signal: AbortSignal
  readonly heard: HeardCalls
}

/**
 * Makes a tool call through the gate. Whatever comes of it is data for the model, also that the turn was stopped.
 *
 * @throws what kept the gate from answering
 */
export async function makeCall(pending: PendingCall, place: CallPlace): Promise<MadeCall> {
  const { call, index, callId, isOffered } = pending
  if (!isOffered) return settle(pending, unknownTool(call))
  try {
    const { name, arguments: given, id: vendorCallId } = call
    const outcome = await place.bus.execute(
      ToolCall,
      { name, arguments: given, callId, vendorCallId },
      { signal: place.signal },
    )
    if (outcome.status === 'waiting') return { status: 'waiting', index, interactionId: outcome.interactionId }
    return settle(pending, outcome, place.heard)
  } catch (error) {
    if (isLlmgineError(error, 'bus.no_handler')) return settle(pending, unknownTool(call))
    if (isLlmgineError(place.signal.reason, 'turn.stopped'))
      return settle(pending, stopped(pending, place.heard), place.heard)
    throw error
  }
}

/** What a model gets wrong by itself, and can mend by itself. */
const mistakes: readonly string[] = ['tool.unknown', 'tool.bad_arguments']

function settle({ call, index, callId }: PendingCall, outcome: ToolOutcome, heard?: HeardCalls): MadeCall {
  const message = heard?.finished(callId)
  const result = message === undefined ? toResult(call, toToolContent(outcome)) : logged(message)
  const isMistake = outcome.status === 'failed' && mistakes.includes(outcome.error.code)
  return { status: 'settled', index, result, isMistake }
}

function unknownTool({ name }: ModelToolCall): ToolOutcome {
  return { status: 'failed', error: { code: 'tool.unknown', message: `There is no tool "${name.slice(0, 64)}".` } }
}

function stopped({ callId }: PendingCall, heard: HeardCalls): ToolOutcome {
  return heard.hasBegunToWrite(callId)
    ? { status: 'unknown', reason: 'The turn was stopped while it ran.' }
    : { status: 'denied', reason: 'The turn was stopped before it was done.' }
}
