import type { AssistantMessage, FinishReason, GenerateId, ModelRequest, ModelResponse, Usage } from '@llmgine/contracts'

/** A reply as a response: nothing was sent anywhere, so it took one attempt and cost nothing. */
export function toResponse(
  model: { readonly id: string; readonly generateId: GenerateId },
  request: ModelRequest,
  taken: {
    readonly reply: AssistantMessage
    readonly finishReason?: FinishReason | undefined
    readonly totalMs: number
    readonly firstTokenMs?: number | undefined
  },
): ModelResponse {
  const { reply, totalMs, firstTokenMs } = taken
  return {
    id: model.generateId(),
    message: reply,
    finishReason: taken.finishReason ?? (reply.toolCalls === undefined ? 'stop' : 'tool-calls'),
    model: model.id,
    usage: estimateUsage(request, reply),
    cost: { usd: 0, estimated: false },
    attempts: 1,
    timing: { firstTokenMs, totalMs },
  }
}

/** Four characters a token, the usual rule of thumb for English. */
function estimateUsage(request: ModelRequest, reply: AssistantMessage): Usage {
  const input = request.messages.reduce((sum, message) => sum + lengthOf(message.content), 0)
  const calls = (reply.toolCalls ?? []).reduce((sum, call) => sum + call.name.length + call.arguments.length, 0)
  const toTokens = (characters: number): number => Math.ceil(characters / 4)
  return { inputTokens: toTokens(input), outputTokens: toTokens(reply.content.length + calls), estimated: true }
}

function lengthOf(content: ModelRequest['messages'][number]['content']): number {
  if (typeof content === 'string') return content.length
  return content.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 0), 0)
}
