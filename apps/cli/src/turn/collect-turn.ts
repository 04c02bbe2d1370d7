import {
  type Bus,
  type EventDefinition,
  ModelDelta,
  ModelResponded,
  type ModelResponse,
  type ModelToolCall,
  ToolFinished,
  type ToolFinishedPayload,
  ToolStarted,
  TurnFailed,
  TurnFinished,
  type Usage,
} from '@llmgine/contracts'
import type { ReportedCall, TurnReport } from './turn-report.ts'

/** How a turn is followed. */
export interface CollectTurnOptions {
  /** The id that the input's message will have. */
  readonly turnId: string
  /** Hears the answer's text as it comes. */
  readonly onText?: ((text: string) => void) | undefined
}

/** A turn that is followed. */
export interface CollectedTurn {
  /** What became of it, at its end. */
  readonly result: Promise<TurnReport>
  /** Leaves off before its end, because a question is open that only a person can answer. */
  leave(question: string): void
}

/** Follows one turn to its end. Begin before the turn is submitted. */
export function collectTurn(bus: Bus, { turnId, onText }: CollectTurnOptions): CollectedTurn {
  const { promise: result, resolve } = Promise.withResolvers<TurnReport>()
  const listening = new AbortController()
  const responses: ModelResponse[] = []
  const inputs = new Map<string, unknown>()
  const finished: ToolFinishedPayload[] = []
  const hear = <Payload>(event: EventDefinition<Payload>, heard: (payload: Payload) => void): void => {
    const filter = ({ correlationId }: { readonly correlationId: string }): boolean => correlationId === turnId
    bus.on<Payload>(event, (payload) => heard(payload), { signal: listening.signal, filter })
  }

  const end = (answer: string, rest: Pick<TurnReport, 'end'> & Partial<TurnReport>): void => {
    listening.abort()
    const calls = responses.flatMap(({ message }) => message.toolCalls ?? [])
    const toolCalls = finished.map((call) => toReportedCall(call, inputs, calls))
    const usage = sumUsage(responses)
    resolve({ answer, toolCalls, usage, model: responses.at(-1)?.model, ...rest })
  }
  hear(ModelDelta, (part) => {
    if (part.type === 'text-delta') onText?.(part.text)
  })
  hear(ModelResponded, ({ response }) => {
    responses.push(response)
    const more = response.message.toolCalls !== undefined && response.message.content !== ''
    if (more) onText?.('\n')
  })
  hear(ToolStarted, ({ callId, input }) => inputs.set(callId, input))
  hear(ToolFinished, (payload) => finished.push(payload))
  hear(TurnFailed, ({ error }) => end('', { end: { kind: 'failed', error } }))
  hear(TurnFinished, ({ reply, reason, usage, cost }) => {
    const said = reply !== undefined && 'text' in reply ? reply.text : ''
    if (said !== '') onText?.(said)
    const response = responses.find(({ id }) => reply !== undefined && 'responseId' in reply && id === reply.responseId)
    end(response?.message.content ?? said, { usage, cost, end: { kind: 'finished', reason } })
  })
  return { result, leave: (question) => end('', { end: { kind: 'waiting', question } }) }
}

function toReportedCall(
  { callId, vendorCallId, name, outcome }: ToolFinishedPayload,
  inputs: ReadonlyMap<string, unknown>,
  calls: readonly ModelToolCall[],
): ReportedCall {
  const asked = calls.findLast((call) => call.id === vendorCallId)
  return { name, input: inputs.get(callId) ?? parse(asked?.arguments ?? ''), outcome }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function sumUsage(responses: readonly ModelResponse[]): Usage {
  const sum = (key: 'inputTokens' | 'outputTokens'): number =>
    responses.reduce((total, { usage }) => total + usage[key], 0)
  return { inputTokens: sum('inputTokens'), outputTokens: sum('outputTokens') }
}
