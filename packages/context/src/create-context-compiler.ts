import {
  type ChatMessage,
  type CompiledContext,
  type ContextCompiler,
  type ContextInput,
  type FilePart,
  type ImagePart,
  LlmgineError,
  type ModelTool,
  type SystemMessage,
} from '@llmgine/contracts'
import { countAttachment as countAttachmentByRule } from './count-attachment.ts'
import { boundTokens, type CountTokens, loadCountTokens } from './count-tokens.ts'
import { createMessageCounter, type MessageCounter } from './create-message-counter.ts'
import { selectWindow, type Window } from './select-window.ts'
import { toMissingResult } from './to-missing-result.ts'

/** How a context is compiled. */
export interface ContextCompilerOptions {
  /** What stands before the conversation, or a function that makes it anew for each request. @default none */
  readonly system?: string | ((input: ContextInput) => string | Promise<string>) | undefined
  /** How many tokens a request may take: for a whole context window give that, and `reserveTokens`. */
  readonly budgetTokens: number
  /** Kept free of the budget, for the answer. @default 0 */
  readonly reserveTokens?: number | undefined
  /** @default the vocabulary `o200k_base`, loaded when a count is needed */
  readonly countTokens?: CountTokens | undefined
  /** What an image or file takes. @default an image 1,600, or 85 with `detail: 'low'`; a file a token for every 4 bytes, 2,000 by id */
  readonly countAttachment?: ((part: ImagePart | FilePart) => number) | undefined
}

/**
 * Shows a model the system prompt and as much of the newest conversation as fits the budget, whole turns before parts of them. The running turn is shown
 * whatever it takes, and no tool call is parted from its result.
 *
 * @throws `context.invalid_budget` when there is no room at all
 * @example
 * const context = createContextCompiler({ system: 'You are a helpful assistant.', budgetTokens: 128_000, reserveTokens: 8_000 })
 * const { messages, manifest } = await context.compile({ history })
 */
export function createContextCompiler(options: ContextCompilerOptions): ContextCompiler {
  const { system = '', countTokens, countAttachment = countAttachmentByRule } = options
  const budget = checkBudget(options)
  const counterOf = (count: CountTokens): MessageCounter => createMessageCounter(count, countAttachment)
  const bounds = countTokens === undefined ? counterOf(boundTokens) : undefined
  let exact = countTokens === undefined ? undefined : counterOf(countTokens)
  let prompt: SystemMessage = { role: 'system', content: '' }

  return {
    async compile(input, { signal } = {}) {
      signal?.throwIfAborted()
      const content = typeof system === 'function' ? await system(input) : system
      signal?.throwIfAborted()
      // The same message again, so that its tokens are known.
      if (content !== prompt.content) prompt = { role: 'system', content }
      const material = { input, prompt, budget }

      // When all of it fits whatever the exact count, nobody needs to count.
      const estimate = bounds && measure(material, bounds)
      if (estimate?.fits && estimate.window.start === 0) return toContext(material, estimate, true)
      exact ??= counterOf(await loadCountTokens())
      signal?.throwIfAborted()
      const measured = measure(material, exact)
      if (!measured.fits) throw exceeded(material, measured)
      return toContext(material, measured, false)
    },
  }
}

/** Name and version of the rule in this file; the number grows when the same input is compiled into something else. */
const compiler = 'llmgine-window@1'
/** What the start of the answer takes. */
const tokensForReply = 3

interface Material {
  readonly input: ContextInput
  readonly prompt: SystemMessage
  readonly budget: number
}

interface Measured {
  readonly window: Window
  readonly systemTokens: number
  readonly toolTokens: number
  /** Of all that is shown. */
  readonly tokens: number
  readonly fits: boolean
}

function checkBudget({ budgetTokens, reserveTokens = 0 }: ContextCompilerOptions): number {
  const budget = budgetTokens - reserveTokens
  if (budget > 0 && budgetTokens < Number.POSITIVE_INFINITY && reserveTokens >= 0) return budget
  throw new LlmgineError(
    'context.invalid_budget',
    `A budget of ${budgetTokens} tokens with ${reserveTokens} kept free leaves no room. Give more than is kept free.`,
    { details: { budgetTokens: String(budgetTokens), reserveTokens: String(reserveTokens) } },
  )
}

function measure({ input, prompt, budget }: Material, counter: MessageCounter): Measured {
  const { history, tools = [] } = input
  const systemTokens = prompt.content === '' ? 0 : counter.message(prompt)
  const toolTokens = tools.reduce((sum: number, tool: ModelTool) => sum + counter.tool(tool), 0)
  const fixed = systemTokens + toolTokens + tokensForReply
  const turnStart = Math.max(0, input.turnStart ?? lastUserMessage(history))
  const window = selectWindow(history, { turnStart, room: budget - fixed, count: counter.message })
  return { window, systemTokens, toolTokens, tokens: fixed + window.tokens, fits: fixed + window.tokens <= budget }
}

function lastUserMessage(history: readonly ChatMessage[]): number {
  return history.findLastIndex((message) => message.role === 'user')
}

function toContext(material: Material, { window, tokens }: Measured, estimated: boolean): CompiledContext {
  const { input, prompt, budget } = material
  const messages: ChatMessage[] = prompt.content === '' ? [] : [prompt]
  for (const message of input.history.slice(window.start)) {
    messages.push(message)
    for (const call of window.unanswered.get(message) ?? []) messages.push(toMissingResult(call))
  }
  const shown = input.history.length - window.start
  return {
    messages,
    manifest: { compiler, shown, dropped: window.start, tokens, budget, ...(estimated && { estimated }) },
  }
}

function exceeded({ budget }: Material, { window, systemTokens, toolTokens, tokens }: Measured): LlmgineError {
  const { turnTokens } = window
  return new LlmgineError(
    'context.budget_exceeded',
    `What must be shown takes ${tokens} tokens, and there is room for ${budget}: system prompt ${systemTokens}, tools ${toolTokens}, ` +
      `running turn ${turnTokens}. Shorten the input or the prompt, offer fewer tools, or raise the budget.`,
    { details: { tokens, budget, systemTokens, toolTokens, turnTokens } },
  )
}
