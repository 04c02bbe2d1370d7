import {
  type ChatMessage,
  type ContextCompiler,
  createMessage,
  TurnStarted,
  TurnSteer,
  TurnStop,
  TurnSubmit,
} from '@llmgine/contracts'
import { createScriptedModel } from '@llmgine/testing'
import { defineTool } from '@llmgine/tools'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createWorld, sessionId } from '../__fixtures__/create-world.ts'
import { chatState, createChatMachine, createChatParts, defineMachine } from '../index.ts'

const common = { version: '1', description: 'For tests.', effects: 'none' } as const

const add = defineTool({
  name: 'add',
  ...common,
  input: z.object({ a: z.number(), b: z.number() }),
  execute: ({ a, b }) => a + b,
})

const sum = { name: 'add', arguments: { a: 2, b: 2 } }

describe('a turn', () => {
  test('is an answer, with usage and cost of all its model calls', async () => {
    const usage = { inputTokens: 10, outputTokens: 5 }
    await using world = createWorld({
      tools: [add],
      script: [
        { toolCalls: [sum], usage, cost: { usd: 0.5, estimated: false } },
        { text: 'It is 4.', usage: { ...usage, cachedTokens: 3 }, cost: { usd: 0.25, estimated: true } },
      ],
    })
    const end = await world.say('2 + 2?')
    expect(end).toMatchObject({
      type: 'finished',
      reason: 'answered',
      usage: { inputTokens: 20, outputTokens: 10, cachedTokens: 3 },
      cost: { usd: 0.75, estimated: true },
    })
    const { state } = await world.read()
    expect(state.messages).toEqual([
      { role: 'user', content: '2 + 2?' },
      { role: 'assistant', content: '', toolCalls: [{ id: 'call_1_0', name: 'add', arguments: '{"a":2,"b":2}' }] },
      { role: 'tool', toolCallId: 'call_1_0', content: '4' },
      { role: 'assistant', content: 'It is 4.' },
    ])
    const reply = end.type === 'finished' ? end.reply : undefined
    const responses = (await world.records()).filter(({ message }) => message.type === 'model.responded')
    expect(reply).toEqual({ responseId: responses.at(-1)?.message.id })
    expect(world.model.requests[0]?.tools?.map(({ name }) => name)).toEqual(['add'])
    expect(world.model.requests[1]?.messages).toHaveLength(3)
  })

  test('says everything once: steps refer to what is logged, and the prompt is not in the log', async () => {
    const secretOfTheTest = 'a very particular sentence'
    await using world = createWorld({
      tools: [add],
      script: [{ text: secretOfTheTest, toolCalls: [sum] }, 'It is 4.'],
      machine: createChatMachine({ system: 'prompt of the system' }),
    })
    await world.say('what is two and two')
    const text = JSON.stringify(await world.records())
    expect(text.split(secretOfTheTest)).toHaveLength(2)
    expect(text.split('what is two and two')).toHaveLength(2)
    expect(text).not.toContain('prompt of the system')
  })

  test('begins with what the last one left', async () => {
    await using world = createWorld({ script: ['Hello Ana.', ({ messages }) => `${messages.length} messages`] })
    await world.say('I am Ana.')
    await world.say('How many?')
    expect((await world.read()).state).toMatchObject({ turn: { from: 2 }, messages: { 3: { content: '3 messages' } } })
  })

  test('that the model fails ends with its code and sentence, and the next one goes on', async () => {
    const error = { code: 'model.rate_limited', message: 'Too many requests.' }
    await using world = createWorld({ script: [{ error }, { error }, { error }, 'Here I am.'] })
    const failed = await world.say('Hello?')
    expect(failed).toMatchObject({ type: 'failed', error: { code: 'model.rate_limited' } })
    const model = createScriptedModel(['Here I am.'])
    await using again = createWorld({ log: world.log, model })
    expect(await again.say('Hello?')).toMatchObject({ type: 'finished', reason: 'answered' })
    expect(model.requests[0]?.messages.map(({ role }) => role)).toEqual(['user', 'user'])
  })

  test('takes the context from the compiler it is given', async () => {
    const seen: unknown[] = []
    const context: ContextCompiler = {
      async compile(input) {
        seen.push({ ...input, history: [...input.history] })
        const manifest = { compiler: 'test/1', shown: 1, dropped: 0, tokens: 1, budget: 10 }
        return { messages: [{ role: 'system', content: 'Be brief.' }, ...input.history.slice(-1)], manifest }
      },
    }
    await using world = createWorld({ script: ['One.', 'Two.'], machine: createChatMachine({ context }) })
    await world.say('First')
    await world.say('Second')
    expect(seen[1]).toMatchObject({ turnStart: 2, history: [{}, {}, { content: 'Second' }] })
    expect(world.model.requests[1]?.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Second' },
    ])
    const requested = (await world.records()).find(({ message }) => message.type === 'model.requested')
    expect(requested?.message.payload).toMatchObject({ manifest: { compiler: 'test/1' } })
  })

  test('is held without an engine too', async () => {
    await using world = createWorld({ script: ['Hello.'] })
    const run = createChatMachine().start({ bus: world.bus })
    await run.run({ inputs: { content: 'Hi' } })
    expect(run.state.messages).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello.' },
    ])
  })
})

describe('tool calls', () => {
  test('are made several at once, within the limit, and their results stand in their order', async () => {
    let running = 0
    let most = 0
    const slow = defineTool({
      ...common,
      name: 'slow',
      input: z.object({ ms: z.number() }),
      execute: async ({ ms }) => {
        running += 1
        most = Math.max(most, running)
        await new Promise((resolve) => setTimeout(resolve, ms))
        running -= 1
        return ms
      },
    })
    const toolCalls = [12, 8, 4, 1].map((ms) => ({ name: 'slow', arguments: { ms } }))
    const machine = createChatMachine({ maxParallel: 2 })
    await using world = createWorld({ tools: [slow], script: [{ toolCalls }, 'Done.'], machine })
    await world.say('Go')
    const { messages } = (await world.read()).state as { messages: ChatMessage[] }
    expect(messages.filter(({ role }) => role === 'tool').map(({ content }) => content)).toEqual(['12', '8', '4', '1'])
    expect(most).toBe(2)
  })

  test('run for the one who asked', async () => {
    const who = defineTool({
      ...common,
      name: 'who',
      input: z.object({}),
      execute: (_, { actor }) => actor?.id ?? 'nobody',
    })
    await using world = createWorld({ tools: [who], script: [{ toolCalls: [{ name: 'who', arguments: {} }] }, 'You.'] })
    await world.say('Who am I?', { actor: { id: 'ana' } })
    expect((await world.read()).state).toMatchObject({ messages: { 2: { role: 'tool', content: 'ana' } } })
  })

  test.each([
    ['an unknown tool', { name: 'subtract', arguments: {} }, /no tool "subtract"/],
    ['bad arguments', { name: 'add', arguments: { a: 'two' } }, /do not fit/],
    ['arguments that are no JSON', { name: 'add', arguments: 'two plus two' }, /Failed: /],
  ])('that are mistakes are handed back a limited number of times: %s', async (_, call, told) => {
    const script = Array.from({ length: 4 }, (__, index) => ({ toolCalls: [{ ...call, id: `call-${index}` }] }))
    await using world = createWorld({
      tools: [add],
      script,
      machine: createChatMachine({ maxMistakes: 3, maxRepeats: 9 }),
    })
    const end = await world.say('Go')
    expect(end).toMatchObject({ type: 'failed', error: { code: 'turn.too_many_mistakes' } })
    expect(world.model.requests).toHaveLength(4)
    expect(world.model.requests[1]?.messages.at(-1)).toMatchObject({
      role: 'tool',
      content: expect.stringMatching(told),
    })
  })

  test('that are a mistake once can be mended', async () => {
    const script = [
      { toolCalls: [{ name: 'add', arguments: {} }] },
      { toolCalls: [sum] },
      { toolCalls: [{ name: 'no', arguments: {} }] },
      'Four.',
    ]
    await using world = createWorld({ tools: [add], script, machine: createChatMachine({ maxMistakes: 1 }) })
    expect(await world.say('Go')).toMatchObject({ type: 'finished', reason: 'answered' })
  })

  test('that are the same over and over are handed back, and end the turn when that does not help', async () => {
    const script = Array.from({ length: 9 }, () => ({ toolCalls: [sum] }))
    await using world = createWorld({
      tools: [add],
      script,
      machine: createChatMachine({ maxRepeats: 2, maxMistakes: 2 }),
    })
    expect(await world.say('Go')).toMatchObject({ type: 'failed', error: { code: 'turn.too_many_mistakes' } })
    const { messages } = (await world.read()).state as { messages: ChatMessage[] }
    const results = messages.filter(({ role }) => role === 'tool').map(({ content }) => content)
    expect(results.slice(0, 2)).toEqual(['4', '4'])
    expect(results[2]).toMatch(/this very call was made 2 times/)
    expect(world.model.requests).toHaveLength(5)
  })

  test('of tools that are not offered are refused, though the gate has them', async () => {
    let ran = 0
    const other = defineTool({
      ...common,
      name: 'other',
      input: z.object({}),
      execute: () => {
        ran += 1
        return ran
      },
    })
    const script = [{ toolCalls: [{ ...sum, name: 'other' }] }, 'I cannot.']
    await using world = createWorld({ tools: [add, other], script, machine: createChatMachine({ tools: ['add'] }) })
    await world.say('Go')
    expect(ran).toBe(0)
    expect(world.model.requests[0]?.tools?.map(({ name }) => name)).toEqual(['add'])
    expect(world.model.requests[1]?.messages.at(-1)?.content).toMatch(/no tool "other"/)
  })

  test('end at the limit of steps with every call answered', async () => {
    const script = Array.from({ length: 5 }, (_, index) => ({
      toolCalls: [{ name: 'add', arguments: { a: index, b: 0 } }],
    }))
    await using world = createWorld({ tools: [add], script, machine: createChatMachine({ maxSteps: 3 }) })
    expect(await world.say('Go')).toMatchObject({ type: 'finished', reason: 'step-limit' })
    expect(world.model.requests).toHaveLength(3)
    expect(isAnswered((await world.read()).state)).toBe(true)
  })

  test('end at the limit of cost', async () => {
    const script = Array.from({ length: 5 }, () => ({ toolCalls: [sum], cost: { usd: 0.4, estimated: false } }))
    await using world = createWorld({ tools: [add], script, machine: createChatMachine({ maxCostUsd: 1 }) })
    expect(await world.say('Go')).toMatchObject({
      type: 'finished',
      reason: 'cost-limit',
      cost: { usd: 1.2000000000000002 },
    })
  })
})

describe('stopping', () => {
  test('in the middle of an answer keeps what had been said', async () => {
    const parts = [
      { type: 'text-delta' as const, text: 'It is ' },
      { type: 'wait' as const, delayMs: Number.POSITIVE_INFINITY },
    ]
    await using world = createWorld({ script: [{ parts }, 'Going on.'] })
    const end = world.say('2 + 2?')
    await heard(world, 'model.delta')
    expect(await world.bus.execute(TurnStop, undefined, { sessionId })).toEqual({ stopped: true })
    expect(await end).toMatchObject({ type: 'finished', reason: 'stopped', reply: { text: 'It is ' } })
    expect((await world.read()).state.messages).toEqual([
      { role: 'user', content: '2 + 2?' },
      { role: 'assistant', content: 'It is ', incomplete: true },
    ])
    expect(await world.say('Go on')).toMatchObject({ type: 'finished', reason: 'answered' })
  })

  test('while tools run aborts them, and leaves no call without a result', async () => {
    let aborted = false
    const hang = defineTool({
      ...common,
      name: 'hang',
      effects: 'update',
      approval: 'never',
      input: z.object({}),
      execute: (_, { signal }) =>
        new Promise<string>((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted = true
            reject(signal.reason)
          })
        }),
    })
    const toolCalls = [sum, { name: 'hang', arguments: {} }, { name: 'hang', arguments: { later: true } }]
    const machine = createChatMachine({ maxParallel: 2 })
    await using world = createWorld({ tools: [add, hang], script: [{ toolCalls }, 'Going on.'], machine })
    const end = world.say('Go')
    await Promise.all([
      heard(world, 'tool.finished'),
      heard(world, 'tool.started', ({ payload }) => isOf('hang', payload)),
    ])
    await world.bus.execute(TurnStop, undefined, { sessionId })
    expect(await end).toMatchObject({ type: 'finished', reason: 'stopped' })
    expect(aborted).toBe(true)
    const { messages } = (await world.read()).state as { messages: ChatMessage[] }
    expect(messages.slice(2).map(({ content }) => content)).toEqual([
      '4',
      expect.stringMatching(/^Unknown: The turn was stopped while it ran/),
      expect.stringMatching(/^Denied: The turn was stopped before it was done/),
    ])
    expect(await world.say('And?')).toMatchObject({ type: 'finished', reason: 'answered' })
  })

  test('before anything was done keeps what was said, and counts nothing twice', async () => {
    const wait = defineTool({ ...common, name: 'wait', input: z.object({}), execute: () => new Promise(() => {}) })
    const toolCalls = [{ name: 'wait', arguments: {} }]
    await using world = createWorld({ tools: [wait], script: [{ toolCalls }, 'Going on.'] })
    const first = world.say('First')
    await heard(world, 'tool.started')
    const second = world.say('Second')
    // The second turn is stopped the moment it begins.
    world.bus.on(TurnStarted, (_, { bus }) => bus.execute(TurnStop, undefined))
    await world.bus.execute(TurnStop, undefined, { sessionId })
    expect(await first).toMatchObject({
      reason: 'stopped',
      usage: { inputTokens: expect.toSatisfy((tokens) => tokens > 0) },
    })
    expect(await second).toMatchObject({ reason: 'stopped', usage: { inputTokens: 0, outputTokens: 0 } })
    const { messages } = (await world.read()).state as { messages: ChatMessage[] }
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'user'])
  })

  test('with nothing under way says so', async () => {
    await using world = createWorld()
    expect(await world.bus.execute(TurnStop, undefined, { sessionId })).toEqual({ stopped: false })
  })
})

describe('steering', () => {
  const slow = defineTool({
    ...common,
    name: 'slow',
    input: z.object({}),
    execute: () => new Promise<string>((resolve) => setTimeout(resolve, 20, 'ok')),
  })
  const script = [{ toolCalls: [{ name: 'slow', arguments: {} }] }, 'First.', 'Second.']

  test('is heard by the model at its next step, in the same turn', async () => {
    await using world = createWorld({ tools: [slow], script })
    const end = world.say('Go')
    const { payload } = await heard(world, 'tool.started')
    expect(payload).toMatchObject({ name: 'slow' })
    const steered = await world.bus.execute(TurnSteer, { content: 'in French' }, { sessionId })
    expect(await end).toMatchObject({ type: 'finished', turnId: steered.turnId })
    expect(world.model.requests).toHaveLength(2)
    expect(world.model.requests[1]?.messages.at(-1)).toEqual({ role: 'user', content: 'in French' })
    expect((await world.read()).mark).toBe('idle')
  })

  test('after the last word goes on with the turn, too late for that it begins one', async () => {
    await using world = createWorld({ tools: [slow], script: ['First.', 'Second.'] })
    expect(await world.say('Go')).toMatchObject({ type: 'finished' })
    const next = world.next()
    const { turnId } = await world.bus.execute(TurnSteer, { content: 'And?' }, { sessionId })
    expect(await next).toMatchObject({ type: 'finished', turnId })
  })

  test('by somebody else waits for a turn of its own, so that nobody borrows another one’s rights', async () => {
    await using world = createWorld({ tools: [slow], script })
    const end = world.say('Go', { actor: { id: 'ana' } })
    await heard(world, 'tool.started')
    const { turnId } = await world.bus.execute(TurnSteer, { content: 'no!' }, { sessionId, actor: { id: 'eve' } })
    const eves = world.next(turnId)
    expect(await end).toMatchObject({ type: 'finished' })
    expect(world.model.requests[1]?.messages.at(-1)).toMatchObject({ role: 'tool' })
    expect(await eves).toMatchObject({ type: 'finished' })
  })
})

test('inputs that come during a turn are taken in their order, none is lost', async () => {
  const script = Array.from({ length: 4 }, (_, index) => ({ text: `Answer ${index}`, delayMs: 2 }))
  await using world = createWorld({ script })
  const ends = ['a', 'b', 'c', 'd'].map((content) => world.say(content))
  await Promise.all(ends)
  const { messages } = (await world.read()).state as { messages: ChatMessage[] }
  expect(messages.map(({ content }) => content)).toEqual([
    'a',
    'Answer 0',
    'b',
    'Answer 1',
    'c',
    'Answer 2',
    'd',
    'Answer 3',
  ])
})

test('the same platform id is the same input, answered with the same turn', async () => {
  await using world = createWorld({ script: ['Once.', 'Twice?'] })
  const first = await world.say('Hello', { platformId: 'discord-1' })
  const options = { sessionId }
  const again = await world.bus.execute(TurnSubmit, { content: 'Hello', platformId: 'discord-1' }, options)
  expect(again.turnId).toBe(first.turnId)
  const message = createMessage(TurnSubmit, { content: 'Bye' }, { sessionId })
  const end = world.next(message.id)
  await world.bus.dispatch(message)
  await end
  expect(await world.bus.dispatch(message)).toEqual({ turnId: message.id })
  await world.read()
  expect(world.model.requests).toHaveLength(2)
})

test('is taken apart and extended', async () => {
  const chat = createChatParts()
  const definition = defineMachine({ ...chatState, member: z.string() })
  const identify = definition.action({ reads: [], writes: ['member'] }, ({ turn }) => ({
    member: turn?.input.actor?.name ?? 'a guest',
  }))
  const machine = definition.build({
    ...chat,
    actions: { ...chat.actions, identify },
    transitions: [['identify', 'receive'], ...chat.transitions],
    entrypoint: 'identify',
  })
  await using world = createWorld({ script: ['Hello.'], machine })
  expect(await world.say('Hi', { actor: { id: 'a', name: 'Ana' } })).toMatchObject({ type: 'finished' })
  expect((await world.read()).state).toMatchObject({ member: 'Ana', messages: [{}, { content: 'Hello.' }] })
})

type World = ReturnType<typeof createWorld>

function heard(world: World, type: string, matches: (message: { payload: unknown }) => boolean = () => true) {
  return world.bus.once('*', { filter: (message) => message.type === type && matches(message) })
}

function isOf(name: string, payload: unknown): boolean {
  return Reflect.get(Object(payload), 'name') === name
}

/** Whether every tool call of the conversation has its result. */
function isAnswered({ messages }: Readonly<Record<string, unknown>>): boolean {
  const said = messages as ChatMessage[]
  const asked = said.flatMap((message) => (message.role === 'assistant' ? (message.toolCalls ?? []) : []))
  const results = said.filter(({ role }) => role === 'tool')
  return asked.length === results.length
}
