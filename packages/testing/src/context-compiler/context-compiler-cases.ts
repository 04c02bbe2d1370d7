import {
  type AssistantMessage,
  type ChatMessage,
  type CompiledContext,
  type ContextInput,
  isLlmgineError,
  type ModelTool,
  type ToolMessage,
  type UserMessage,
} from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import type { CreateContextCompiler } from './create-context-compiler.ts'

const roomy = 100_000

/** The rules of `ContextCompiler`. */
export const contextCompilerCases: readonly ConformanceCase<CreateContextCompiler>[] = [
  {
    name: 'shows everything, in order, when it fits',
    async run(create) {
      const history = conversation(5)
      const { messages, manifest } = await compile(create, roomy, { history })
      expect(messages).toEqual(history)
      expect(manifest).toMatchObject({ shown: history.length, dropped: 0 })
    },
  },
  {
    name: 'shortens the past from its oldest end and says by how much',
    async run(create) {
      const history = conversation(40)
      const { messages, manifest } = await compile(create, 1_000, { history })
      expect(manifest.dropped).toBeGreaterThan(0)
      expect(manifest.shown + manifest.dropped).toBe(history.length)
      expect(shownOf(messages, history)).toEqual(history.slice(manifest.dropped))
    },
  },
  {
    name: 'tells the tokens and the budget they had to fit, and stays within it',
    async run(create) {
      const { manifest: small } = await compile(create, 1_000, { history: conversation(1) })
      const { manifest: large } = await compile(create, 1_000, { history: conversation(40) })
      expect(small.tokens).toBeGreaterThan(0)
      expect(large.tokens).toBeGreaterThan(small.tokens)
      for (const { tokens, budget } of [small, large]) {
        expect(budget).toBeLessThanOrEqual(1_000)
        expect(tokens).toBeLessThanOrEqual(budget)
      }
      expect(small.compiler).not.toBe('')
      expect(JSON.parse(JSON.stringify(small))).toEqual(small)
    },
  },
  {
    name: 'never parts a tool call from its result, whatever the budget',
    async run(create) {
      const history = [...toolTurn(1), ...toolTurn(2), ...toolTurn(3), ...turn(4)]
      for (let budgetTokens = 100; budgetTokens < 2_000; budgetTokens += 25) {
        const compiled = await compileOrRefuse(create, budgetTokens, { history })
        if (compiled !== undefined) expectPairs(compiled.messages)
      }
    },
  },
  {
    name: 'pairs calls and results within their turn when the vendor repeats its ids',
    async run(create) {
      const repeating = [1, 2, 3].flatMap((number) => toolTurn(number, () => 'call_0'))
      const history = [...repeating, ...turn(4)]
      for (let budgetTokens = 100; budgetTokens < 2_000; budgetTokens += 25) {
        const compiled = await compileOrRefuse(create, budgetTokens, { history })
        if (compiled !== undefined) expectPairs(compiled.messages)
      }
    },
  },
  {
    name: 'drops nothing of the running turn while it grows, at every request anew',
    async run(create) {
      const past = conversation(30)
      const running: ChatMessage[] = [user('What does the file say?')]
      const compiler = await create({ budgetTokens: 2_000 })
      for (let step = 0; step < 8; step += 1) {
        const history = [...past, ...running]
        const { messages, manifest } = await compiler.compile({ history, turnStart: past.length })
        expect(messages.slice(-running.length)).toEqual(running)
        expect(manifest.tokens).toBeLessThanOrEqual(manifest.budget)
        running.push(assistant('', [`read_${step}`]), result(`read_${step}`, words(60, `Page ${step}.`)))
      }
    },
  },
  {
    name: 'takes what follows the last user message for the running turn when nobody says where it starts',
    async run(create) {
      const running = [user('Go on.'), assistant('', ['a']), result('a', words(60, 'The file.'))]
      const { messages } = await compile(create, 400, { history: [...conversation(30), ...running] })
      expect(messages.slice(-running.length)).toEqual(running)
    },
  },
  {
    name: 'keeps the call of a result though the running turn is said to start between them',
    async run(create) {
      const history = [...conversation(30), user('Go on.'), assistant('', ['a']), result('a', 'Done.')]
      const { messages } = await compile(create, 300, { history, turnStart: history.length - 1 })
      expectPairs(messages)
      expect(messages.at(-1)).toEqual(history.at(-1))
    },
  },
  {
    name: 'refuses with context.budget_exceeded when the running turn does not fit',
    async run(create) {
      const history = [...conversation(3), user(words(3_000, 'Summarise this.'))]
      const error = await compile(create, 500, { history }).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      expect(
        isLlmgineError(error, 'context.budget_exceeded'),
        `rejects with context.budget_exceeded, not ${error}`,
      ).toBe(true)
      if (!isLlmgineError(error)) return
      expect(error.details).toMatchObject({ tokens: expect.any(Number), budget: expect.any(Number) })
      expect(Number(error.details.tokens)).toBeGreaterThan(Number(error.details.budget))
    },
  },
  {
    name: 'counts what the tools take',
    async run(create) {
      const history = conversation(40)
      const bare = await compile(create, 2_000, { history })
      const tooled = await compile(create, 2_000, { history, tools: [describedTool] })
      expect(tooled.manifest.shown).toBeLessThan(bare.manifest.shown)
      expect(tooled.manifest.tokens).toBeLessThanOrEqual(tooled.manifest.budget)
    },
  },
  {
    name: 'compiles the same input to the same request, and leaves the input as it was',
    async run(create) {
      const history = deepFreeze([...conversation(20), ...toolTurn(1), ...turn(2)])
      const compiler = await create({ budgetTokens: 800 })
      const before = JSON.stringify(history)
      const first = await compiler.compile({ history })
      const again = await (await create({ budgetTokens: 800 })).compile({ history })
      expect(await compiler.compile({ history })).toEqual(first)
      expect(again).toEqual(first)
      expect(JSON.stringify(history)).toBe(before)
    },
  },
  {
    name: 'takes any text, whatever it looks like to a tokenizer',
    async run(create) {
      const odd = ['<|endoftext|><|im_start|>system', '\ud800 lone', ' '.repeat(20_000), 'ß漢🙂'.repeat(50), '']
      const history = odd.flatMap((text) => [user(text), assistant(text)])
      const { messages } = await compile(create, roomy, { history: [...history, user('?')] })
      expect(messages.at(-1)).toEqual(user('?'))
      const shortened = await compile(create, 200, { history: [...history, user('?')] })
      expect(shortened.messages.at(-1)).toEqual(user('?'))
    },
  },
  {
    name: 'shows images and files, and takes room for them',
    async run(create) {
      const url = `data:image/png;base64,${'A'.repeat(400)}`
      const look: UserMessage = {
        role: 'user',
        content: [
          { type: 'text', text: 'Look.' },
          { type: 'image', url },
        ],
      }
      const plain = await compile(create, roomy, { history: [user('Look.')] })
      const { messages, manifest } = await compile(create, roomy, { history: [look] })
      expect(messages).toEqual([look])
      expect(manifest.tokens).toBeGreaterThan(plain.manifest.tokens)
    },
  },
  {
    name: 'compiles an empty conversation',
    async run(create) {
      const { messages, manifest } = await compile(create, roomy, { history: [] })
      expect(messages).toEqual([])
      expect(manifest).toMatchObject({ shown: 0, dropped: 0 })
    },
  },
  {
    name: 'rejects with the reason of its signal',
    async run(create) {
      const compiler = await create({ budgetTokens: roomy })
      const signal = AbortSignal.abort(new Error('enough'))
      await expect(compiler.compile({ history: conversation(1) }, { signal })).rejects.toThrow('enough')
    },
  },
]

async function compile(
  create: CreateContextCompiler,
  budgetTokens: number,
  input: ContextInput,
): Promise<CompiledContext> {
  return (await create({ budgetTokens })).compile(input)
}

/** Nothing when the budget is too small for what must be shown. */
async function compileOrRefuse(
  create: CreateContextCompiler,
  budgetTokens: number,
  input: ContextInput,
): Promise<CompiledContext | undefined> {
  try {
    return await compile(create, budgetTokens, input)
  } catch (error) {
    if (isLlmgineError(error, 'context.budget_exceeded')) return undefined
    throw error
  }
}

/** Every result has its call in the last message that calls before it, and every call its result. */
function expectPairs(messages: readonly ChatMessage[]): void {
  let open: string[] = []
  for (const message of messages) {
    if (message.role === 'tool') {
      expect(open, 'a result stands after its call').toContain(message.toolCallId)
      open = open.filter((id) => id !== message.toolCallId)
      continue
    }
    expect(open, 'every call has its result').toEqual([])
    if (message.role === 'assistant') open = (message.toolCalls ?? []).map((call) => call.id)
  }
  expect(open, 'every call has its result').toEqual([])
}

/** The messages that come from the history, told by their content. */
function shownOf(messages: readonly ChatMessage[], history: readonly ChatMessage[]): readonly ChatMessage[] {
  const known = new Set(history.map((message) => JSON.stringify(message)))
  return messages.filter((message) => known.has(JSON.stringify(message)))
}

function conversation(turns: number): ChatMessage[] {
  return Array.from({ length: turns }, (_, number) => turn(number)).flat()
}

function turn(number: number): ChatMessage[] {
  return [user(words(20, `Question ${number}.`)), assistant(words(20, `Answer ${number}.`))]
}

function toolTurn(number: number, idOf = (index: number) => `call_${number}_${index}`): ChatMessage[] {
  const [first, second, third] = [idOf(0), `${idOf(1)}b`, `${idOf(2)}c`]
  return [
    user(words(10, `Task ${number}.`)),
    assistant('', [first, second]),
    result(first, words(20, 'One.')),
    result(second, words(20, 'Two.')),
    assistant('And now', [third]),
    result(third, words(20, 'Three.')),
    assistant(words(10, `Done with ${number}.`)),
  ]
}

function user(content: string): UserMessage {
  return { role: 'user', content }
}

function assistant(content: string, callIds: readonly string[] = []): AssistantMessage {
  const toolCalls = callIds.map((id) => ({ id, name: 'read_file', arguments: '{"path":"notes.txt"}' }))
  return toolCalls.length === 0 ? { role: 'assistant', content } : { role: 'assistant', content, toolCalls }
}

function result(toolCallId: string, content: string): ToolMessage {
  return { role: 'tool', toolCallId, content }
}

/** A text of that many words, of which the first ones are given. */
function words(count: number, first: string): string {
  return `${first} ${'the water runs over the stones '.repeat(Math.ceil(count / 6))}`.trim()
}

const describedTool: ModelTool = {
  name: 'read_file',
  description: words(600, 'Reads a file.'),
  parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) deepFreeze(item)
    Object.freeze(value)
  }
  return value
}
