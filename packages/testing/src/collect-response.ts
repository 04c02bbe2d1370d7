import {
  type AssistantMessage,
  type ErrorData,
  type FinishReason,
  type ModelRequest,
  type ModelStreamEnd,
  type ModelStreamPart,
  type ModelToolCall,
  toErrorData,
  type Usage,
} from '@llmgine/contracts'
import type { ScriptedAnswer } from './scripted-reply.ts'

/** Puts the response together from the parts that were streamed. */
interface ResponseCollector {
  add(part: Exclude<ModelStreamPart, ModelStreamEnd>, elapsedMs: number): void
  end(how: { readonly aborted: boolean; readonly totalMs: number }): ModelStreamEnd
}

/** What a scripted answer comes to, whether it was heard to its end or not. */
export function collectResponse(given: {
  readonly id: string
  readonly model: string
  readonly request: ModelRequest
  readonly answer: ScriptedAnswer
}): ResponseCollector {
  const { id, model, request, answer } = given
  const toolCalls: ModelToolCall[] = []
  let content = ''
  let reasoning = ''
  let usage = answer.usage
  let firstTokenMs: number | undefined

  return {
    add(part, elapsedMs) {
      if (part.type === 'text-delta') content += part.text
      if (part.type === 'reasoning-delta') reasoning += part.text
      if (part.type === 'tool-call-end') toolCalls.push(part.call)
      if (part.type === 'usage') usage ??= part.usage
      else firstTokenMs ??= elapsedMs
    },
    end({ aborted, totalMs }) {
      const finishReason = aborted ? 'aborted' : reasonOf(answer, toolCalls)
      const incomplete = aborted || answer.error !== undefined
      const message: AssistantMessage = {
        role: 'assistant',
        content,
        ...(toolCalls.length > 0 && { toolCalls }),
        ...(reasoning !== '' && { reasoning }),
        ...(incomplete && { incomplete }),
      }
      return {
        type: 'end',
        finishReason,
        response: {
          id,
          message,
          finishReason,
          model: answer.model ?? model,
          usage: usage ?? estimate(request, message),
          cost: answer.cost,
          attempts: 1,
          timing: { firstTokenMs, totalMs },
        },
        error: aborted ? undefined : toData(answer.error),
      }
    },
  }
}

function toData(error: ScriptedAnswer['error']): ErrorData | undefined {
  return error instanceof Error ? toErrorData(error, 'testing.scripted_error') : error
}

function reasonOf(answer: ScriptedAnswer, toolCalls: readonly ModelToolCall[]): FinishReason {
  if (answer.finishReason !== undefined) return answer.finishReason
  if (answer.error !== undefined) return 'error'
  return toolCalls.length > 0 ? 'tool-calls' : 'stop'
}

function estimate(request: ModelRequest, message: AssistantMessage): Usage {
  const tokensOf = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4)
  return { inputTokens: tokensOf(request.messages), outputTokens: tokensOf(message), estimated: true }
}
