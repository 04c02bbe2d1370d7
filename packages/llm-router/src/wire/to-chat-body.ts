import type { ChatMessage, ContentPart, ModelRequest, ModelToolCall } from '@llmgine/contracts'

/** A request as Chat Completions wants it. What the request does not say is not sent. */
export function toChatBody(
  request: ModelRequest,
  target: {
    readonly model: string
    readonly streaming: boolean
    readonly openai: boolean
    /** The target's own fields, which win. */
    readonly body?: Readonly<Record<string, unknown>> | undefined
  },
): Record<string, unknown> {
  const { temperature, stop, seed, user, maxOutputTokens, reasoningEffort, responseSchema, toolChoice, tools } = request
  return {
    model: target.model,
    messages: request.messages.map(toWireMessage),
    ...(target.streaming && { stream: true, stream_options: { include_usage: true } }),
    ...(tools !== undefined && tools.length > 0 && { tools: tools.map(toWireTool) }),
    ...(toolChoice !== undefined && { tool_choice: toWireToolChoice(toolChoice) }),
    ...(temperature !== undefined && { temperature }),
    // OpenAI's newer models refuse the old name, most other servers know no other.
    ...(maxOutputTokens !== undefined && { [target.openai ? 'max_completion_tokens' : 'max_tokens']: maxOutputTokens }),
    ...(stop !== undefined && { stop }),
    ...(seed !== undefined && { seed }),
    ...(responseSchema !== undefined && { response_format: { type: 'json_schema', json_schema: responseSchema } }),
    ...(reasoningEffort !== undefined && { reasoning_effort: reasoningEffort }),
    ...(user !== undefined && { user }),
    ...toWireMetadata(request),
    ...target.body,
  }
}

function toWireMessage(message: ChatMessage): object {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.content }
    case 'user': {
      const { name } = message
      return { role: 'user', content: toWireContent(message.content), ...(name !== undefined && { name }) }
    }
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: toWireContent(message.content) }
    case 'assistant': {
      const { content, toolCalls = [] } = message
      if (toolCalls.length === 0) return { role: 'assistant', content }
      return { role: 'assistant', content: content === '' ? null : content, tool_calls: toolCalls.map(toWireCall) }
    }
  }
}

function toWireContent(content: string | readonly ContentPart[]): unknown {
  return typeof content === 'string' ? content : content.map(toWirePart)
}

function toWirePart(part: ContentPart): object {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text }
    case 'image':
      return { type: 'image_url', image_url: { url: part.url, detail: part.detail } }
    case 'file': {
      const held = !part.data.startsWith('data:')
      return { type: 'file', file: held ? { file_id: part.data } : { filename: part.name, file_data: part.data } }
    }
  }
}

function toWireCall(call: ModelToolCall): object {
  return { id: call.id, type: 'function', function: { name: call.name, arguments: toSendable(call.arguments) } }
}

/** Servers parse the arguments of past calls, and one that a model got wrong must not make every later request fail. */
function toSendable(json: string): string {
  try {
    JSON.parse(json)
    return json
  } catch {
    return JSON.stringify({ unreadable: json })
  }
}

function toWireTool({ name, description, parameters, strict }: NonNullable<ModelRequest['tools']>[number]): object {
  return { type: 'function', function: { name, description, parameters, ...(strict !== undefined && { strict }) } }
}

function toWireToolChoice(choice: NonNullable<ModelRequest['toolChoice']>): unknown {
  return typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.name } }
}

/** LiteLLM reads tags out of the metadata. */
function toWireMetadata({ metadata, tags }: ModelRequest): object {
  if (metadata === undefined && tags === undefined) return {}
  return { metadata: { ...metadata, ...(tags !== undefined && { tags }) } }
}
