import OpenAI from 'openai'
import { z } from 'zod'

const input = z.object({ a: z.number(), b: z.number() })
const tools: OpenAI.ChatCompletionTool[] = [
  {
    type: 'function',
    function: { name: 'multiply', description: 'Multiplies two numbers.', parameters: z.toJSONSchema(input) },
  },
]

/** A turn as one writes it by hand with the `openai` client: streamed, one tool call checked with zod and executed, then the answer. */
export function createBareTurn(baseURL: string): () => Promise<string> {
  const client = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 })
  return async () => {
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      { role: 'system', content: 'You are a helpful assistant.' },
      { role: 'user', content: 'what is 17 * 23?' },
    ]
    for (;;) {
      const { text, calls } = await stream(client, messages)
      if (calls.length === 0) return text
      messages.push({ role: 'assistant', content: text, tool_calls: calls })
      for (const call of calls) {
        const { a, b } = input.parse(JSON.parse(call.function.arguments))
        messages.push({ role: 'tool', tool_call_id: call.id, content: JSON.stringify({ product: a * b }) })
      }
    }
  }
}

async function stream(client: OpenAI, messages: OpenAI.ChatCompletionMessageParam[]) {
  const parts = await client.chat.completions.create({
    model: 'test-model',
    messages,
    tools,
    stream: true,
    stream_options: { include_usage: true },
  })
  let text = ''
  const calls: OpenAI.ChatCompletionMessageFunctionToolCall[] = []
  for await (const part of parts) {
    const delta = part.choices[0]?.delta
    text += delta?.content ?? ''
    for (const piece of delta?.tool_calls ?? []) {
      calls[piece.index] ??= { id: piece.id ?? '', type: 'function', function: { name: '', arguments: '' } }
      const call = calls[piece.index]
      if (call === undefined) continue
      call.function.name += piece.function?.name ?? ''
      call.function.arguments += piece.function?.arguments ?? ''
    }
  }
  return { text, calls }
}
