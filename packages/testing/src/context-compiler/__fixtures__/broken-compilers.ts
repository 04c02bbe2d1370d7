import { type ChatMessage, type ContextCompiler, type ContextInput, LlmgineError } from '@llmgine/contracts'

const tokensOf = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4)

/** The first index from which the end of a conversation fits, cutting anywhere. */
function startThatFits(history: readonly ChatMessage[], room: number): number {
  let left = room
  let start = history.length
  for (let message = history[start - 1]; message !== undefined; message = history[start - 1]) {
    left -= tokensOf(message)
    if (left < 0) break
    start -= 1
  }
  return start
}

type Cut = (
  input: ContextInput,
  budget: number,
) => { readonly start: number; readonly messages?: readonly ChatMessage[] }

function compilerOf(cut: Cut) {
  return ({ budgetTokens: budget }: { readonly budgetTokens: number }): ContextCompiler => ({
    async compile(input, { signal } = {}) {
      signal?.throwIfAborted()
      const { history, tools = [] } = input
      const { start, messages = history.slice(start) } = cut(input, budget - tokensOf(tools))
      const tokens = tokensOf(messages) + tokensOf(tools)
      return {
        messages,
        manifest: { compiler: 'broken', shown: history.length - start, dropped: start, tokens, budget },
      }
    },
  })
}

/** Compilers that break the contract, each in the way it is named after. */
export const brokenCompilers = {
  /** Be it in the running turn or between a call and its result. */
  cutsAnywhere: compilerOf(({ history }, budget) => ({ start: startThatFits(history, budget) })),

  neverCuts: compilerOf(() => ({ start: 0 })),

  /** As if the conversation had stopped growing after the first request. */
  cutsOnce(options: { readonly budgetTokens: number }): ContextCompiler {
    let start: number | undefined
    const cut: Cut = ({ history, turnStart = history.length }, budget) => {
      start ??= Math.min(startThatFits(history, budget), turnStart)
      return { start }
    }
    return compilerOf(cut)(options)
  },

  dropsResults: compilerOf(({ history }, budget) => {
    const start = startThatFits(history, budget)
    return { start, messages: history.slice(start).filter((message) => message.role !== 'tool') }
  }),

  keepsTheOldest: compilerOf(({ history }, budget) => {
    const dropped = startThatFits(history.toReversed(), budget)
    return { start: dropped, messages: history.slice(0, history.length - dropped) }
  }),

  /** A text that is too long is cut instead of refused. */
  cutsTexts: compilerOf(({ history }, budget) => {
    const start = Math.min(startThatFits(history, budget), history.length - 1)
    const shorten = (message: ChatMessage): ChatMessage => {
      if (message.role !== 'user' || typeof message.content !== 'string') return message
      return { ...message, content: message.content.slice(0, budget) }
    }
    return { start, messages: history.slice(start).map(shorten) }
  }),

  /** Takes notice neither of its signal nor of the tools. */
  hearsNothing(options: { readonly budgetTokens: number }): ContextCompiler {
    const compiler = brokenCompilers.cutsAnywhere(options)
    return { compile: ({ history }) => compiler.compile({ history }) }
  },

  refusesWithoutFacts: compilerOf(({ history }, budget) => {
    if (tokensOf(history) <= budget) return { start: 0 }
    throw new LlmgineError('context.budget_exceeded', 'Too long.')
  }),
}
