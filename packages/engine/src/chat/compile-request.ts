import {
  type Bus,
  type ChatMessage,
  isLlmgineError,
  type ModelTool,
  type ToolDescription,
  ToolList,
} from '@llmgine/contracts'
import type { ChatOptions } from './chat-options.ts'
import type { ChatRequest } from './chat-state.ts'

/** What a request is compiled of. */
export interface CompileInput {
  readonly history: readonly ChatMessage[]
  /** Index in `history` of the running turn's first message. */
  readonly turnStart: number
  readonly bus: Bus
  readonly signal: AbortSignal
}

/** Chooses what the model is shown, and the tools it is offered. */
export async function compileRequest(
  { context, system, tools: names }: ChatOptions,
  { history, turnStart, bus, signal }: CompileInput,
): Promise<ChatRequest> {
  const tools = await listTools(bus, signal, names)
  if (context === undefined) {
    const prompt: readonly ChatMessage[] = system === undefined ? [] : [{ role: 'system', content: system }]
    return { messages: [...prompt, ...history], tools }
  }
  const { messages, manifest } = await context.compile({ history, turnStart, tools }, { signal })
  // A compiler may hand on the history as it is, and a request crosses borders.
  return { messages: [...messages], tools, manifest }
}

/** As the model sees them. Where nobody has tools to offer, there are none. */
async function listTools(
  bus: Bus,
  signal: AbortSignal,
  names: readonly string[] | undefined,
): Promise<readonly ModelTool[]> {
  if (names?.length === 0) return []
  const offered = (await findTools(bus, signal)).filter(({ name }) => names?.includes(name) ?? true)
  return offered.map(({ name, description, parameters, strict }) => ({ name, description, parameters, strict }))
}

async function findTools(bus: Bus, signal: AbortSignal): Promise<readonly ToolDescription[]> {
  try {
    return await bus.execute(ToolList, undefined, { signal })
  } catch (error) {
    if (isLlmgineError(error, 'bus.no_handler')) return []
    throw error
  }
}
