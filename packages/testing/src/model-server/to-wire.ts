import type { ModelServerAnswer, ModelServerToolCall } from './model-server-reply.ts'

/** An answer as it goes over the wire, both ways it can be asked for. */
export interface WireAnswer {
  /** The body of a whole answer. */
  readonly body: string
  /** The events of a stream, without usage and `[DONE]`. */
  readonly events: readonly string[]
  readonly usageEvent: string
}

export const doneEvent = 'data: [DONE]\n\n'

/** Writes an answer as Chat Completions does. `number` counts the requests and makes ids that differ. */
export function toWire(
  answer: ModelServerAnswer,
  given: { readonly model: string; readonly number: number; readonly promptCharacters: number },
): WireAnswer {
  const { model, number, promptCharacters } = given
  const head = { id: `chatcmpl-${number}`, created: 1_767_225_600, model }
  const text = typeof answer.text === 'object' ? answer.text.join('') : answer.text
  const toolCalls = (answer.toolCalls ?? []).map((call, index) => toWireCall(call, { number, index }))
  const finishReason = answer.finishReason ?? (toolCalls.length > 0 ? 'tool_calls' : 'stop')
  const usage =
    answer.usage ??
    estimate(promptCharacters, [text, answer.reasoning, ...toolCalls.map((call) => call.function.arguments)])
  const message = {
    role: 'assistant',
    content: text ?? (toolCalls.length > 0 ? null : ''),
    reasoning_content: answer.reasoning,
    tool_calls: toolCalls.length > 0 ? toolCalls : undefined,
  }
  const chunk = (delta: object, finish: string | null = null): string =>
    toEvent({
      ...head,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }],
    })
  return {
    body: JSON.stringify({
      ...head,
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: finishReason, logprobs: null }],
      usage,
    }),
    events: [
      chunk({ role: 'assistant', content: '' }),
      ...[...deltasOf(answer), ...toolCalls.flatMap(callDeltas)].map((delta) => chunk(delta)),
      chunk({}, finishReason),
    ],
    usageEvent: toEvent({ ...head, object: 'chat.completion.chunk', choices: [], usage }),
  }
}

/** One server-sent event. */
export function toEvent(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`
}

interface WireCall {
  readonly id: string
  readonly type: 'function'
  readonly function: { readonly name: string; readonly arguments: string }
}

function toWireCall(call: ModelServerToolCall, at: { readonly number: number; readonly index: number }): WireCall {
  const json = typeof call.arguments === 'string' ? call.arguments : (JSON.stringify(call.arguments) ?? '')
  return {
    id: call.id ?? `call_${at.number}_${at.index}`,
    type: 'function',
    function: { name: call.name, arguments: json },
  }
}

function* deltasOf({ reasoning, text = '' }: ModelServerAnswer): Generator<object> {
  if (reasoning !== undefined) yield { reasoning_content: reasoning }
  // Words with the white space before them, so that the pieces add up to the text.
  for (const content of typeof text === 'string' ? (text.match(/\s*\S+|\s+$/g) ?? []) : text) yield { content }
}

/** A call as it is streamed: its name first, then its arguments in fragments. */
function callDeltas(call: WireCall, index: number): object[] {
  const fragments = call.function.arguments.match(/.{1,16}/gsu) ?? []
  return [
    { tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.function.name, arguments: '' } }] },
    ...fragments.map((fragment) => ({ tool_calls: [{ index, function: { arguments: fragment } }] })),
  ]
}

function estimate(promptCharacters: number, said: readonly (string | undefined)[]): Readonly<Record<string, number>> {
  const prompt_tokens = Math.ceil(promptCharacters / 4)
  const completion_tokens = Math.ceil(said.join('').length / 4)
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}
