import type { ChatMessage, ModelTool } from '@llmgine/contracts'
import { testContextCompiler } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { createContextCompiler } from './create-context-compiler.ts'

testContextCompiler('createContextCompiler', createContextCompiler)
testContextCompiler('createContextCompiler with a count of its own', ({ budgetTokens }) =>
  createContextCompiler({ budgetTokens, countTokens: (text) => Math.ceil(text.length / 4) }),
)

/** One token per word, which makes budgets easy to read; a message adds 4, the reply 3. */
const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length

const user = (content: string): ChatMessage => ({ role: 'user', content })
const assistant = (content: string): ChatMessage => ({ role: 'assistant', content })
const call = (id: string): ChatMessage => {
  return { role: 'assistant', content: '', toolCalls: [{ id, name: 'read', arguments: '{}' }] }
}
const result = (toolCallId: string, content: string): ChatMessage => ({ role: 'tool', toolCallId, content })

describe('the system prompt', () => {
  it('stands before the conversation and takes room', async () => {
    const context = createContextCompiler({ system: 'Be brief.', budgetTokens: 18, countTokens: countWords })
    const { messages, manifest } = await context.compile({ history: [user('old'), assistant('old'), user('new')] })
    expect(messages).toEqual([{ role: 'system', content: 'Be brief.' }, assistant('old'), user('new')].toSpliced(1, 1))
    expect(manifest).toEqual({ compiler: 'llmgine-window@1', shown: 1, dropped: 2, tokens: 14, budget: 18 })
  })

  it('is made anew for each request when it is a function, and left out when it is empty', async () => {
    const context = createContextCompiler({
      system: async ({ history }) => (history.length > 1 ? `Message ${history.length}.` : ''),
      budgetTokens: 1_000,
    })
    const { messages } = await context.compile({ history: [user('a')] })
    expect(messages).toEqual([user('a')])
    const later = await context.compile({ history: [user('a'), assistant('b'), user('c')] })
    expect(later.messages[0]).toEqual({ role: 'system', content: 'Message 3.' })
  })

  it('lets an abort through that comes while it is made', async () => {
    const controller = new AbortController()
    const system = (): string => {
      controller.abort(new Error('enough'))
      return 'Too late.'
    }
    const context = createContextCompiler({ system, budgetTokens: 1_000 })
    await expect(context.compile({ history: [] }, { signal: controller.signal })).rejects.toThrow('enough')
  })
})

describe('the window', () => {
  const longTurn = [user('task'), ...[1, 2, 3, 4].flatMap((n) => [call(`c${n}`), result(`c${n}`, 'one two three')])]

  it('starts with a whole turn rather than with part of an older one', async () => {
    const history = [...longTurn, assistant('done'), user('short'), assistant('yes'), user('now')]
    const context = createContextCompiler({ budgetTokens: 45, countTokens: countWords })
    const { messages } = await context.compile({ history })
    expect(messages).toEqual([user('short'), assistant('yes'), user('now')])
  })

  it('shows the end of the last turn when that is too long to be shown whole', async () => {
    const history = [...longTurn, assistant('done'), user('now')]
    const context = createContextCompiler({ budgetTokens: 45, countTokens: countWords })
    const { messages } = await context.compile({ history })
    expect(messages).toEqual([call('c4'), result('c4', 'one two three'), assistant('done'), user('now')])
  })

  it('keeps what is reserved for the answer free', async () => {
    const history = [user('a'), assistant('b'), user('c')]
    const roomy = createContextCompiler({ budgetTokens: 30, countTokens: countWords })
    const reserved = createContextCompiler({ budgetTokens: 30, reserveTokens: 20, countTokens: countWords })
    expect((await roomy.compile({ history })).manifest).toMatchObject({ shown: 3, budget: 30 })
    expect((await reserved.compile({ history })).manifest).toMatchObject({ shown: 1, budget: 10 })
  })

  it('answers a call that has no result, so that an endpoint takes the conversation', async () => {
    const history = [user('a'), call('lost'), user('b'), call('kept'), result('kept', 'fine'), user('c')]
    const context = createContextCompiler({ budgetTokens: 1_000, countTokens: countWords })
    const { messages, manifest } = await context.compile({ history })
    expect(messages.map((message) => message.role)).toEqual(['user', 'assistant', 'tool', ...roles(history.slice(2))])
    expect(messages[2]).toMatchObject({ toolCallId: 'lost', content: expect.stringMatching(/^Unknown: .*turn ended/) })
    expect(manifest.shown).toBe(history.length)
    const repaired = await context.compile({ history: messages })
    expect(repaired.manifest.tokens).toBe(manifest.tokens)
  })

  it('shows a result whose call is nowhere to be found as it is', async () => {
    const history = [user('a'), result('nobody', 'stray'), user('b')]
    const context = createContextCompiler({ budgetTokens: 1_000 })
    expect((await context.compile({ history })).messages).toEqual(history)
  })

  it('says what takes the room when it refuses', async () => {
    const tools: ModelTool[] = [{ name: 'read', description: 'Reads.', parameters: {} }]
    const context = createContextCompiler({ system: 'Be brief.', budgetTokens: 20, countTokens: countWords })
    await expect(context.compile({ history: [user('one two three')], tools })).rejects.toMatchObject({
      code: 'context.budget_exceeded',
      message:
        'What must be shown takes 25 tokens, and there is room for 20: system prompt 6, tools 9, running turn 7. ' +
        'Shorten the input or the prompt, offer fewer tools, or raise the budget.',
      details: { tokens: 25, budget: 20, systemTokens: 6, toolTokens: 9, turnTokens: 7 },
    })
  })
})

describe('counting', () => {
  it('counts each message once, however often it is shown', async () => {
    const counted: string[] = []
    const countTokens = (text: string): number => {
      counted.push(text)
      return 1
    }
    const context = createContextCompiler({ system: 'S', budgetTokens: 1_000, countTokens })
    const history: ChatMessage[] = [user('a'), { role: 'assistant', content: 'b', reasoning: 'hm' }]
    for (let round = 0; round < 5; round += 1) {
      history.push(user(`${round}`))
      await context.compile({ history })
    }
    expect(counted.toSorted()).toEqual(['0', '1', '2', '3', '4', 'S', 'a', 'b'])
  })

  it('looks at no more of a long conversation than it shows', async () => {
    const history = Array.from({ length: 10_000 }, (_, number) => user(`message ${number}`))
    let counted = 0
    const countTokens = (): number => {
      counted += 1
      return 10
    }
    const context = createContextCompiler({ budgetTokens: 100, countTokens })
    const { manifest } = await context.compile({ history })
    expect(manifest.shown).toBe(6)
    expect(counted).toBe(7)
  })

  it('does not count, and says so, when everything fits whatever the count', async () => {
    const context = createContextCompiler({ budgetTokens: 100 })
    const { manifest } = await context.compile({ history: [user('twelve chars')] })
    expect(manifest).toMatchObject({ tokens: 12 + 4 + 3, estimated: true })
    const long = await context.compile({ history: [user('twelve chars'.repeat(10))] })
    expect(long.manifest).not.toHaveProperty('estimated')
    expect(long.manifest.tokens).toBeLessThan(70)
  })

  it('takes images and files by the rule, or as told', async () => {
    const tokensOf = async (part: object, countAttachment?: () => number): Promise<number> => {
      const context = createContextCompiler({ budgetTokens: 100_000, countTokens: countWords, countAttachment })
      // Only parts of messages are given.
      const history = [{ role: 'user', content: [part] }] as ChatMessage[]
      return (await context.compile({ history })).manifest.tokens - 7
    }
    const url = 'https://example.com/cat.png'
    expect(await tokensOf({ type: 'image', url })).toBe(1_600)
    expect(await tokensOf({ type: 'image', url, detail: 'low' })).toBe(85)
    expect(await tokensOf({ type: 'file', name: 'a.pdf', data: 'file-123' })).toBe(2_000)
    const data = `data:application/pdf;base64,${Buffer.alloc(3_000).toString('base64')}`
    expect(await tokensOf({ type: 'file', name: 'a.pdf', data })).toBe(750)
    expect(await tokensOf({ type: 'image', url }, () => 7)).toBe(7)
  })
})

it.each([
  { budgetTokens: 0 },
  { budgetTokens: Number.NaN },
  { budgetTokens: Number.POSITIVE_INFINITY },
  { budgetTokens: 100, reserveTokens: 100 },
  { budgetTokens: 100, reserveTokens: -1 },
])('refuses a budget without room: %o', (options) => {
  expect(() => createContextCompiler(options)).toThrow(expect.objectContaining({ code: 'context.invalid_budget' }))
})

function roles(messages: readonly ChatMessage[]): string[] {
  return messages.map((message) => message.role)
}
