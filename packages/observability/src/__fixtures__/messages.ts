import {
  createMessage,
  type Message,
  ModelFailed,
  ModelFellBack,
  ModelResponded,
  type ModelResponse,
  ToolFinished,
  type ToolOutcome,
  TurnFailed,
  TurnFinished,
  TurnHalted,
  TurnStarted,
} from '@llmgine/contracts'

const sessionId = 'session'

/** A model's answer: `totalMs` and whatever else matters. */
export function responded(model: string, totalMs: number, more: Partial<ModelResponse> = {}): Message {
  const response: ModelResponse = {
    id: `response-${totalMs}`,
    message: { role: 'assistant', content: 'A whisper between the two of us.' },
    finishReason: 'stop',
    model,
    usage: { inputTokens: 10, outputTokens: 5 },
    attempts: 1,
    timing: { totalMs },
    ...more,
  }
  return createMessage(ModelResponded, { route: 'chat', response }, { sessionId })
}

/** The end of a tool call. */
export function finished(name: string, outcome: ToolOutcome, durationMs = 0): Message {
  return createMessage(ToolFinished, { callId: 'session/1/0', name, outcome, stages: [], durationMs }, { sessionId })
}

/** A conversation with a bit of everything. */
export function conversation(): Message[] {
  const error = { code: 'model.rate_limited', message: 'Too many requests.' }
  const usage = { inputTokens: 20, outputTokens: 10 }
  return [
    createMessage(TurnStarted, { turnId: 'turn-1' }, { sessionId }),
    createMessage(ModelFellBack, { route: 'chat', from: 'a/gpt', to: 'b/gpt', error }, { sessionId }),
    responded('gpt', 800, {
      timing: { firstTokenMs: 200, totalMs: 800 },
      cost: { usd: 0.5, estimated: false },
      attempts: 2,
    }),
    finished('add', { status: 'done', output: 5 }, 12),
    finished('send', { status: 'denied', reason: 'Ana said no.' }),
    finished('send', { status: 'failed', error: { code: 'tool.failed', message: 'No such address.' } }, 40),
    finished('send', { status: 'unknown', reason: 'Timed out.' }, 90),
    createMessage(TurnHalted, { turnId: 'turn-1', waitingFor: ['question-1'] }, { sessionId }),
    responded('gpt', 400, { usage: { inputTokens: 20, outputTokens: 7, cachedTokens: 15, reasoningTokens: 2 } }),
    responded('local', 100, { cost: { usd: 0.25, estimated: true } }),
    createMessage(TurnFinished, { turnId: 'turn-1', reason: 'answered', usage, durationMs: 1_500 }, { sessionId }),
    createMessage(ModelFailed, { route: 'chat', error, attempts: 3 }, { sessionId }),
    createMessage(TurnFailed, { turnId: 'turn-2', error }, { sessionId }),
  ]
}
